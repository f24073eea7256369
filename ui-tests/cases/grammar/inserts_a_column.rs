//! Rule: `inserts` names a parameter
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/messages", public, inserts = "messages.text", rate = "5/min")]
async fn handler(messages: Insert<Message>) -> NoContent {
    NoContent
}

fn main() {}
