//! Rule: keys are a closed list
//! Expect: one error at the key, which names the nearest

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Upload)]
struct NewAvatar {
    #[upload(kinds = ["png"], size = "1mb", cuont = 1, count = 1)]
    avatar: UploadedFile,
}

fn main() {}
