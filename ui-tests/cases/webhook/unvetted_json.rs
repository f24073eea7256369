//! Rule: a webhook reads nothing that is only parsed
//! Expect: one error at the parameter, prescribing `Signed<T>`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/hooks", webhook = "payments", rate = "600/min")]
async fn hook(event: axum::Json<serde_json::Value>) -> NoContent {
    NoContent
}

fn main() {}
