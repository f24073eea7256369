//! Rule: `owns` is for what someone owns
//! Expect: one error at the path

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/messages", role = "customer", owns = "messages.id")]
async fn handler(messages: OwnedSet<Message>) -> NoContent {
    NoContent
}

fn main() {}
