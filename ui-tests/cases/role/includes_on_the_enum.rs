//! Rule: a variant includes others
//! Expect: one error at the attribute

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Clone, Copy, Role)]
#[role(includes(Customer))]
enum Roles {
    Customer,
    Admin,
}

fn main() {}
