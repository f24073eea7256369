//! Rule: a kind is named once
//! Expect: one error at the second

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Upload)]
struct NewAvatar {
    #[upload(kinds = ["png", "png"], size = "1mb", count = 1)]
    avatar: UploadedFile,
}

fn main() {}
