//! Rule: a role already asks for a signed-in caller
//! Expect: one error over both, naming the one to remove

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", authenticated, role = "admin")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
