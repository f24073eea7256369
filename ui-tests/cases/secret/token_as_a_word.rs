//! Rule: an enum is no secret
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
enum Kind {
    Access,
    Refresh,
}

#[secure_input]
struct Input {
    token: Kind,
}

fn main() {}
