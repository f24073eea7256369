//! Rule: a key is one of the known
//! Expect: one error at the key, with the near one

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/messages", public, insert = "messages", rate = "5/min")]
async fn handler(messages: Insert<Message>) -> NoContent {
    NoContent
}

fn main() {}
