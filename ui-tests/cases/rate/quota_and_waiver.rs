//! Rule: a route has a quota or a reason for none
//! Expect: one error with both places

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", authenticated, rate = "5/min", waive_rate = "load balancers ask often")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
