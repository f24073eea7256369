//! Rule: one rule is about a parameter
//! Expect: one error at the second

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/messages", public, reads = "messages", inserts = "messages", rate = "5/min")]
async fn handler(messages: Insert<Message>) -> NoContent {
    NoContent
}

fn main() {}
