//! Rule: a count is a number
//! Expect: one error at `count`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Upload)]
struct NewAvatar {
    #[upload(kinds = ["png"], size = "1mb", count = "1")]
    avatar: UploadedFile,
}

fn main() {}
