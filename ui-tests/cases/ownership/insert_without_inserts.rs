//! Rule: `inserts` says that a route inserts
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/messages", public, rate = "5/min")]
async fn handler(messages: Insert<Message>) -> NoContent {
    NoContent
}

fn main() {}
