//! Rule: what the app itself sets comes from no client, whatever the order
//! Expect: one error at the struct

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Change)]
#[change(patches = Order)]
#[secure_input]
struct Both {
    risk_score: i64,
}

fn main() {}
