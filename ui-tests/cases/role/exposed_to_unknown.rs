//! Rule: a field is exposed to a role that there is
//! Expect: rustc's own error under the literal

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Expose)]
struct Report {
    #[expose(role = "supporter")]
    score: i64,
}

fn main() {}
