//! Rule: a transaction does not outlive its request
//! Expect: one error

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/orders", role = "customer")]
async fn handler(tx: Tx) -> NoContent {
    tokio::spawn(async move {
        let _kept = &tx;
    });
    NoContent
}

fn main() {}
