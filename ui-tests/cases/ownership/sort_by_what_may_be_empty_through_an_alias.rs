//! Rule: what is empty has no place in an order
//! Expect: one error at `sort`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Maybe = Option<i64>;

#[derive(Resource, Expose)]
#[resource(table = "papers", owner = "user_id")]
struct Paper {
    id: i64,
    user_id: i64,
    #[resource(sort)]
    note: Maybe,
}

fn main() {}
