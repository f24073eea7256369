//! Rule: numbers of a component are secrets where they are called so
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Service)]
struct Cards {
    pins: Vec<u16>,
}

fn main() {}
