//! Rule: where nothing is signed there is nothing to replay
//! Expect: one error at the key

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/orders", authenticated, waive_webhook = "there is no signature here")]
async fn hook(input: Valid<Json<NewOrder>>) -> NoContent {
    NoContent
}

fn main() {}
