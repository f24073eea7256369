//! Rule: a file that lies in memory is not enormous
//! Expect: one error at the size

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Upload)]
struct NewAvatar {
    #[upload(kinds = ["png"], size = "900mb", count = 1)]
    avatar: UploadedFile,
}

fn main() {}
