//! Rule: changes are counted by an `i64`
//! Expect: one error at the type of the column

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource, Expose)]
#[resource(table = "papers", owner = "user_id", version = "changes")]
struct Paper {
    id: i64,
    user_id: i64,
    changes: Option<i64>,
}

fn main() {}
