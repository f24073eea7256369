//! Rule: how a row is made follows from whose it is
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner = "user_id")]
struct Paper {
    id: i64,
    user_id: i64,
}

impl portcullis::contract::InsertedForNobody<Paper> for portcullis::contract::ToCaller<i64> {}

fn main() {}
