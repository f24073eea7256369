//! Rule: a file says what bounds it
//! Expect: one error at the attribute, which names all three

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Upload)]
struct NewAvatar {
    #[upload]
    avatar: UploadedFile,
}

fn main() {}
