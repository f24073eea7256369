//! Rule: an input never sets the owner
//! Expect: rustc's own error at the field, naming the columns that it may set

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input(creates = Order)]
struct Forged {
    user_id: i64,
}

fn main() {}
