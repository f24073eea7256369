//! Rule: the hash of a token is not compared with a text
//! Expect: one error at `==`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn is_same(hash: TokenHash, text: String) -> bool {
    hash == text
}

fn main() {}
