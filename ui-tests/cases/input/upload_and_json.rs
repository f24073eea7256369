//! Rule: a body is read once
//! Expect: one error at the handler's name

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Upload)]
struct NewAvatar {
    #[upload(kinds = ["png"], size = "1mb", count = 1)]
    avatar: UploadedFile,
}

#[secure_route(post = "/avatar", role = "customer", body_limit = "2mb")]
async fn handler(form: Valid<Multipart<NewAvatar>>, order: Valid<Json<NewOrder>>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
