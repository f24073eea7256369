//! Rule: a secret is not exposed
//! Expect: one error at `expose_secret`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn text(password: &Secret<String>) -> &str {
    password.expose_secret()
}

fn main() {}
