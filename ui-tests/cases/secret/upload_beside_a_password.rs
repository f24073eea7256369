//! Rule: a secret beside files is kept as one
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Upload)]
struct NewAvatar {
    #[upload(kinds = ["png"], size = "1mb", count = 1)]
    avatar: UploadedFile,
    #[validate(length(max = 80))]
    password: String,
}

fn main() {}
