//! Rule: the hash of a password is not printed
//! Expect: one error at the argument

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn show(hash: &PasswordHash) {
    println!("{hash}");
}

fn main() {}
