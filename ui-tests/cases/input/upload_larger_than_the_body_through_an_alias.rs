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

type Form = Valid<Multipart<NewAvatar>>;

#[secure_route(post = "/avatar", role = "customer", body_limit = "1mb")]
async fn handler(form: Form) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
