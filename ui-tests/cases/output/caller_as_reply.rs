//! Rule: the caller is a proof, and declares no field that leaves
//! Expect: one error at the reply

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/me", authenticated)]
async fn handler(caller: Principal) -> Json<Principal> {
    Json(caller)
}

fn main() {}
