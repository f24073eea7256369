//! Rule: no query writes bytes
//! Expect: one error at `filter`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource, Expose)]
#[resource(table = "papers", owner = "user_id")]
struct Paper {
    id: i64,
    user_id: i64,
    #[resource(filter)]
    note: Vec<u8>,
}

fn main() {}
