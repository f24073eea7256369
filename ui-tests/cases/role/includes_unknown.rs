//! Rule: a role includes roles that there are
//! Expect: one error at the name, with the near one

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Clone, Copy, Role)]
enum Roles {
    Support,
    #[role(includes(Suport))]
    Admin,
}

fn main() {}
