//! Rule: what is signed comes from the gate alone
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Paid {
    order_id: i64,
}

fn forged() -> Signed<Paid> {
    Signed(Paid { order_id: 1 })
}

fn main() {}
