//! Rule: what a sender writes is bounded as what a client writes
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Paid {
    note: String,
}

#[secure_route(post = "/hooks", webhook = "payments", rate = "600/min")]
async fn hook(event: Signed<Paid>) -> NoContent {
    NoContent
}

fn main() {}
