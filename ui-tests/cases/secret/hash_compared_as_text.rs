//! Rule: hashes of passwords are not compared as texts
//! Expect: one error at the method

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn same(one: &PasswordHash, stored: &str) -> bool {
    one.to_stored() == stored
}

fn main() {}
