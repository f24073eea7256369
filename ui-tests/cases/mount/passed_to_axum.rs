//! Rule: a handler cannot be given to another router
//! Expect: one error at the name: it is a type, not a value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", public)]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {
    let _: axum::Router = axum::Router::new().route("/done", axum::routing::get(handler));
}
