//! Rule: a row is a declared row
//! Expect: one error at the parameter, prescribing the derive

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Clone)]
struct Plain {
    id: i64,
}

#[secure_route(get = "/plain/{plain_id}", role = "customer", owns = "plain.user_id")]
async fn handler(plain: Owned<Plain>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
