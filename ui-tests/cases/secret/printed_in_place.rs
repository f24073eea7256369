//! Rule: a secret is not printed
//! Expect: one error at the place in the text

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn show(password: &Secret<String>) {
    println!("the password is {password}");
}

fn main() {}
