//! Rule: the fields beside files are bounded
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Upload)]
struct NewAvatar {
    #[upload(kinds = ["png"], size = "1mb", count = 1)]
    avatar: UploadedFile,
    caption: String,
}

fn main() {}
