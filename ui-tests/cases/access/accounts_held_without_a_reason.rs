//! Rule: a component holds accounts for a reason
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::Accounts;
use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Service)]
struct Desk {
    accounts: Accounts,
}

fn main() {}
