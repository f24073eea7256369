//! Rule: a reason for raw input is no reason to leave the signature out
//! Expect: one error at the name of the sender, prescribing `Signed<T>`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/hooks", webhook = "payments", rate = "600/min", waive_input = "we verify it by hand")]
async fn hook(request: RawRequest) -> NoContent {
    NoContent
}

fn main() {}
