//! Rule: a handler is a free function
//! Expect: one error at `self`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", public)]
async fn handler(self) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
