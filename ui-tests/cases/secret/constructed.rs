//! Rule: a secret is not written in source
//! Expect: one error at the constructor

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn key() -> Secret<String> {
    Secret("correct horse battery staple".to_owned())
}

fn main() {}
