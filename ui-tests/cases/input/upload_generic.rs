//! Rule: a form with files has no generic parameters
//! Expect: one error at them

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Upload)]
struct NewAvatar<T> {
    #[upload(kinds = ["png"], size = "1mb", count = 1)]
    avatar: T,
}

fn main() {}
