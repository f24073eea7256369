//! Rule: what another server writes is not part of what a client may send, in a list either
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input(message)]
struct Paid {
    order_id: i64,
}

#[secure_input]
struct Input {
    #[validate(length(max = 5))]
    paid: Vec<Option<Paid>>,
}

fn main() {}
