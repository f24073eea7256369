//! Rule: every route says who may call it
//! Expect: one error at the attribute

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
