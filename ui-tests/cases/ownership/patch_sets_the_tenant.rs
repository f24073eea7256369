//! Rule: a client never sets the organisation
//! Expect: rustc's own error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input(patches = Document)]
struct Patch {
    org_id: Option<i64>,
}

fn main() {}
