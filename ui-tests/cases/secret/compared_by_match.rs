//! Rule: a secret is not matched with a text
//! Expect: one error at the pattern

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn is_admin(password: &Secret<String>) -> bool {
    matches!(password, Secret("hunter2"))
}

fn main() {}
