//! Rule: what nobody owns is not public by that
//! Expect: one error at the name

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/messages", public, reads = "messages")]
async fn handler(messages: Public<Message>) -> NoContent {
    NoContent
}

fn main() {}
