//! Rule: `Exec` is not made by hand
//! Expect: one error: its fields are private

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn make<'r>() -> Exec<'r> {
    Exec {}
}

fn main() {}
