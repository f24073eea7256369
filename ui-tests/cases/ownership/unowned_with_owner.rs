//! Rule: a row type says who owns rows, or that nobody does
//! Expect: one error at `unowned`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner = "user_id", unowned)]
struct Paper {
    id: i64,
    user_id: i64,
}

fn main() {}
