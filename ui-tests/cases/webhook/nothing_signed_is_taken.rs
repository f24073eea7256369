//! Rule: a webhook takes what its sender signed
//! Expect: one error at the name of the sender, prescribing `Signed<T>`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/hooks", webhook = "payments", rate = "600/min")]
async fn hook() -> NoContent {
    NoContent
}

fn main() {}
