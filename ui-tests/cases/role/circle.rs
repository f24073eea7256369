//! Rule: a role does not include itself
//! Expect: one error at the first role of the circle

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Clone, Copy, Role)]
enum Roles {
    #[role(includes(Admin))]
    Customer,
    #[role(includes(Customer))]
    Admin,
}

fn main() {}
