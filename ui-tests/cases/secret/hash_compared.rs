//! Rule: hashes of passwords are not compared with `==`
//! Expect: one error at `==`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn is_same(one: &PasswordHash, other: &PasswordHash) -> bool {
    one == other
}

fn main() {}
