//! Rule: a claim holds one value or a list
//! Expect: one error at `claims`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner(column = "team_id", claim = "team", claims = "teams"))]
struct Paper {
    id: i64,
    team_id: i64,
}

fn main() {}
