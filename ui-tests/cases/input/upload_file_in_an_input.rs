//! Rule: a file is part of a form with files alone
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct NewAvatar {
    avatar: Option<UploadedFile>,
}

fn main() {}
