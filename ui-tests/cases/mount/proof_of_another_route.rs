//! Rule: the proof of another route is a type error
//! Expect: one error where the proof is handed over

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", public)]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

#[secure_route(get = "/secret", role = "admin")]
async fn secret() -> Json<Done> {
    Json(Done { done: true })
}

fn forward<'r>(
    cx: portcullis::__private::Cx<'r, handler>,
    body: portcullis::__private::Body,
) -> portcullis::__private::Answer<'r> {
    <secret as portcullis::__private::Route>::call(cx, body)
}

fn main() {}
