//! Rule: a rate that limits nobody is none, and needs the reason
//! Expect: one error at the rate, prescribing `waive_rate`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/orders", public, rate = "4294967295/s")]
async fn place(input: Valid<Json<NewOrder>>) -> NoContent {
    NoContent
}

fn main() {}
