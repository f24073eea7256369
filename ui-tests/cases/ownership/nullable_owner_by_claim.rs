//! Rule: an owner that may be NULL is said to be nobody then
//! Expect: one error at the type of the column

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner(column = "team_id", claims = "teams"))]
struct Paper {
    id: i64,
    team_id: Option<i64>,
}

fn main() {}
