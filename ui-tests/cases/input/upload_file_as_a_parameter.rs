//! Rule: a file stands in a declared form
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/avatar", role = "customer", body_limit = "2mb")]
async fn handler(avatar: UploadedFile) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
