//! Rule: a file stands in a declared form
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type All = Vec<UploadedFile>;

#[secure_route(post = "/avatar", role = "customer", body_limit = "2mb")]
async fn handler(avatars: All) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
