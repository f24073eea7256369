//! Rule: a secret does not leave in a list
//! Expect: one error at the reply

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/codes", authenticated)]
async fn codes() -> Json<Vec<Secret<String>>> {
    Json(Vec::new())
}

fn main() {}
