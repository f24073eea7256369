//! Rule: a quota and its absence contradict each other
//! Expect: one error over both keys

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", public, rate = "5/min", waive_rate = "load balancers ask")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
