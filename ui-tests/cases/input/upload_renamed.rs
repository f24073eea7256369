//! Rule: the attributes of fields stand on fields
//! Expect: one error at the attribute

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Upload)]
#[serde(rename_all = "camelCase")]
struct NewAvatar {
    #[upload(kinds = ["png"], size = "1mb", count = 1)]
    avatar: UploadedFile,
}

fn main() {}
