//! Rule: a refusal of the compiler is not lifted by an `impl`
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", public)]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

impl portcullis::contract::TakeRows<sqlx::SqlitePool> for handler {}

fn main() {}
