//! Rule: no database enters a handler, whatever it is called
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Db = sqlx::Pool<sqlx::Sqlite>;

#[secure_route(get = "/done", role = "admin")]
async fn handler(pool: Db) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
