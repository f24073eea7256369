//! Rule: a secret is no text for a function that takes one
//! Expect: one error at the argument

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn store(text: &str) {}

fn keep(password: &Secret<String>) {
    store(password);
}

fn main() {}
