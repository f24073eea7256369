//! Rule: nobody has at most one row
//! Expect: one error at `one_per_owner`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", unowned, one_per_owner)]
struct Paper {
    id: i64,
}

fn main() {}
