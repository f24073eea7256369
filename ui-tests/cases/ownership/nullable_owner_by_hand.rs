//! Rule: an owner is of a type that the framework knows
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct UserId(i64);

impl portcullis::contract::NamesOwner for UserId {
    type Owner = i64;
}

fn main() {}
