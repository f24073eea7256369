//! Rule: a public route has no caller, whatever it is called
//! Expect: one error at the alias

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Caller<'r> = Principal<'r>;

#[secure_route(get = "/done", public)]
async fn handler(caller: Caller) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
