//! Rule: a file is judged by what `#[upload]` says
//! Expect: one error at `validate`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Upload)]
struct NewAvatar {
    #[upload(kinds = ["png"], size = "1mb", count = 1)]
    #[validate(length(max = 100))]
    avatar: UploadedFile,
}

fn main() {}
