//! Rule: a rule stands on a field
//! Expect: one error at the attribute

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
#[validate(schema(function = "ordered"))]
struct Span {
    from: i64,
    to: i64,
}

fn main() {}
