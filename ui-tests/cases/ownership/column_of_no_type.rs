//! Rule: a column has a type that a database has
//! Expect: one error at the field's type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Money(i64);

#[derive(Resource)]
#[resource(table = "orders", owner = "user_id")]
struct Plain {
    id: i64,
    user_id: i64,
    price: Money,
}

fn main() {}
