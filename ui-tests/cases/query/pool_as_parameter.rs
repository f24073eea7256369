//! Rule: no database enters a handler
//! Expect: one error at the parameter, prescribing rows

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "admin")]
async fn handler(pool: sqlx::SqlitePool) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
