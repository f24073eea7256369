//! Rule: a secret is not printed
//! Expect: one error at the argument, that it has no `Display`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn show(password: &Secret<String>) {
    println!("{}", password);
}

fn main() {}
