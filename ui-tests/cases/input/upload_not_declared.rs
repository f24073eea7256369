//! Rule: a form with files is declared
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct NewAvatar {
    avatar: UploadedFile,
}

#[secure_route(post = "/avatar", role = "customer", body_limit = "2mb")]
async fn handler(form: Valid<Multipart<NewAvatar>>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
