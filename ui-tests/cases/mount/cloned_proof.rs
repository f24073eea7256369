//! Rule: a proof has no `Clone`
//! Expect: one error at `clone`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/secret", authenticated)]
async fn secret(caller: Principal) -> Json<Done> {
    let _kept: Principal = caller.clone();
    Json(Done { done: true })
}

fn main() {}
