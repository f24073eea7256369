//! Rule: the seal of the names of events is put on by `event!` alone
//! Expect: rustc refuses the `unsafe impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Tried;

unsafe impl portcullis::contract::EventLiteral for Tried {}

fn main() {}
