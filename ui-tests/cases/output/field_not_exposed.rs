//! Rule: every field is declared to leave or not
//! Expect: one error at the field's type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Inner {
    id: i64,
}

#[derive(Expose)]
struct Outer {
    inner: Inner,
}

fn main() {}
