//! Rule: a transaction is no row
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/orders", role = "customer", owns = "tx.user_id")]
async fn handler(tx: Tx) -> NoContent {
    NoContent
}

fn main() {}
