//! Rule: one row per owner has one owner
//! Expect: one error at `one_per_owner`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner(column = "team_id", claims = "teams"), one_per_owner)]
struct Paper {
    id: i64,
    team_id: i64,
}

fn main() {}
