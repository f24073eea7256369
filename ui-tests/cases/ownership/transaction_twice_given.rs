//! Rule: a transaction is there or it is not
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/orders", role = "customer")]
async fn handler(tx: Option<Tx>) -> NoContent {
    NoContent
}

fn main() {}
