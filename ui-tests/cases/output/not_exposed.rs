//! Rule: what leaves is declared
//! Expect: one error at the reply, prescribing what to give

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Plain {
    item: i64,
}

#[secure_route(get = "/done", public)]
async fn handler() -> Json<Plain> {
    Json(Plain { item: 1 })
}

fn main() {}
