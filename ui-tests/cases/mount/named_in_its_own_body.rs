//! Rule: a handler cannot be given away inside its own body
//! Expect: one error at the call

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/warm", role = "admin")]
async fn warm() -> NoContent {
    let _: axum::Router = axum::Router::new().route("/open", axum::routing::get(|| async { warm().await; "open" }));
    NoContent
}

fn main() {}
