//! Rule: kinds are a closed list
//! Expect: one error at the kind, which lists them

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Upload)]
struct NewAvatar {
    #[upload(kinds = ["holiday"], size = "1mb", count = 1)]
    avatar: UploadedFile,
}

fn main() {}
