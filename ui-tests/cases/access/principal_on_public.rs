//! Rule: a public route has no caller
//! Expect: one error at the parameter, prescribing `authenticated`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", public)]
async fn handler(caller: Principal) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
