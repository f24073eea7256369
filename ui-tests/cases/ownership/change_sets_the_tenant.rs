//! Rule: not even the app's own change sets the organisation
//! Expect: rustc's own error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Change)]
#[change(patches = Document)]
struct Moved {
    org_id: i64,
}

fn main() {}
