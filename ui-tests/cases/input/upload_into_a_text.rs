//! Rule: a field with kinds holds a file that was judged
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Upload)]
struct NewAvatar {
    #[upload(kinds = ["text"], size = "1kb", count = 1)]
    avatar: Text<1000>,
}

fn main() {}
