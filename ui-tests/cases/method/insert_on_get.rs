//! Rule: `get` is given nothing that writes
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/messages", public, inserts = "messages")]
async fn handler(messages: Insert<Message>) -> NoContent {
    NoContent
}

fn main() {}
