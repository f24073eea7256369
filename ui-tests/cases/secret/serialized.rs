//! Rule: a secret is not serialized
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn write(password: &Secret<String>) -> String {
    serde_json::to_string(password).unwrap_or_default()
}

fn main() {}
