//! Rule: several quotas are a list
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", authenticated, rate = "5/min, 10/hour by ip")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
