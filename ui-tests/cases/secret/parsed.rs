//! Rule: a secret is not parsed from source
//! Expect: one error at `parse`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn key() -> Option<Secret<String>> {
    "correct horse battery staple".parse().ok()
}

fn main() {}
