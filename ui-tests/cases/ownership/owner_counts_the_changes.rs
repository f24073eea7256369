//! Rule: the column of the owner counts no changes
//! Expect: one error at `version`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner = "user_id", version = "user_id")]
struct Paper {
    id: i64,
    user_id: i64,
}

fn main() {}
