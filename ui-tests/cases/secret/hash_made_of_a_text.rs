//! Rule: no text is taken for the hash of a password
//! Expect: one error at the constructor

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn hash(password: String) -> PasswordHash {
    PasswordHash(password)
}

fn main() {}
