//! Rule: what the app itself sets comes from no client
//! Expect: one error at the struct

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
#[derive(Change)]
#[change(patches = Order)]
struct Both {
    risk_score: i64,
}

fn main() {}
