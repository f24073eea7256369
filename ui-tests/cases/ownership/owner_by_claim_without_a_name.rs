//! Rule: a claim has a name
//! Expect: one error at `owner`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner(column = "team_id"))]
struct Paper {
    id: i64,
    team_id: i64,
}

fn main() {}
