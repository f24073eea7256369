//! Rule: what serde skips is not hidden here
//! Expect: one error at the attribute, prescribing `never`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Expose, portcullis::__private::serde::Serialize)]
#[serde(crate = "portcullis::__private::serde")]
struct User {
    id: i64,
    #[serde(skip_serializing)]
    email: String,
}

fn main() {}
