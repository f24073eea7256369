//! Rule: a field is never shown, or shown to a role
//! Expect: one error at the second key

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Expose)]
struct Outer {
    #[expose(role = "support", never)]
    id: i64,
}

fn main() {}
