//! Rule: the largest file fits into the body of the route
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Upload)]
struct NewAvatar {
    #[upload(kinds = ["png"], size = "1mb", count = 1)]
    avatar: UploadedFile,
}

#[secure_route(post = "/avatar", role = "customer")]
async fn handler(form: Valid<Multipart<NewAvatar>>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
