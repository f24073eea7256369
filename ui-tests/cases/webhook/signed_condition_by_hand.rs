//! Rule: who signs is said by the attribute alone
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Paid {
    order_id: i64,
}

struct Mine;

impl<T> portcullis::contract::IsSigned<T> for portcullis::contract::caller::Nobody {}

fn main() {}
