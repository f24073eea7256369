//! Rule: a row of a table is not what a sender sends
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/hooks", webhook = "payments", rate = "600/min")]
async fn hook(event: Signed<Order>) -> NoContent {
    NoContent
}

fn main() {}
