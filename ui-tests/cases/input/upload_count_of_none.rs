//! Rule: a field takes at least one file
//! Expect: one error at the count

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Upload)]
struct NewAvatar {
    #[upload(kinds = ["png"], size = "1mb", count = 0)]
    avatar: UploadedFile,
}

fn main() {}
