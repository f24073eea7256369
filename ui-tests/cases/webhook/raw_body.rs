//! Rule: a webhook verifies its body, no handler does
//! Expect: one error at the parameter, prescribing `Signed<T>`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/hooks", webhook = "payments", rate = "600/min")]
async fn hook(body: bytes::Bytes) -> NoContent {
    NoContent
}

fn main() {}
