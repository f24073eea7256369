//! Rule: pixels are of images
//! Expect: one error at `pixels`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Upload)]
struct NewAvatar {
    #[upload(kinds = ["pdf"], size = "1mb", count = 1, pixels = 100)]
    avatar: UploadedFile,
}

fn main() {}
