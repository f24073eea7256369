//! Rule: a handler cannot be called around its gate
//! Expect: one error at the call: the name is a type, not a function

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", public)]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

async fn around() {
    let _ = handler().await;
}

fn main() {}
