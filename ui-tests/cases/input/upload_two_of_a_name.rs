//! Rule: a form has one field of a name
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Upload)]
struct NewAvatar {
    #[upload(kinds = ["png"], size = "1mb", count = 1)]
    avatar: UploadedFile,
    #[serde(rename = "avatar")]
    #[validate(length(max = 80))]
    caption: String,
}

fn main() {}
