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

async fn forward(cx: portcullis::contract::Cx<'_, handler>, body: axum::body::Body) {
    let answer = <secret as portcullis::contract::Route>::call(cx, body);
}

fn main() {}
