//! Rule: only the gate makes a proof
//! Expect: one error: the proof has no constructor

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/secret", role = "admin")]
async fn secret() -> Json<Done> {
    Json(Done { done: true })
}

fn forge<'r>() -> portcullis::contract::Cx<'r, secret> {
    portcullis::contract::Cx {}
}

fn main() {}
