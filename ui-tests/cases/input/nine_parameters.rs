//! Rule: a handler has at most eight parameters
//! Expect: one error at the parameters

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", public)]
async fn handler(p0: ClientIp, p1: ClientIp, p2: ClientIp, p3: ClientIp, p4: ClientIp, p5: ClientIp, p6: ClientIp, p7: ClientIp, p8: ClientIp) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
