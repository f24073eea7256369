//! Rule: whose a row is is not for a change to require
//! Expect: rustc's own error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Change)]
#[change(requires = Order)]
struct Mine {
    user_id: i64,
}

fn main() {}
