//! Rule: what a browser runs, or what holds files of its own, is no kind of file
//! Expect: one error at the kind, which says why

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Upload)]
struct NewAvatar {
    #[upload(kinds = ["png", ".docx"], size = "1mb", count = 1)]
    avatar: UploadedFile,
}

fn main() {}
