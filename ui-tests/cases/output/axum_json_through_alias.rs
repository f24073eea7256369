//! Rule: what leaves is declared, whatever it is called
//! Expect: one error at the reply, prescribing what to give

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Out = axum::Json<i64>;

#[secure_route(get = "/done", public)]
async fn handler() -> Out {
    axum::Json(1)
}

fn main() {}
