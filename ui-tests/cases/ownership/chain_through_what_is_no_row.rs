//! Rule: a parent is a row type
//! Expect: one error at the type that is named

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "lines", owner = "done.user_id")]
struct Line {
    id: i64,
    #[resource(parent = Done)]
    done_id: i64,
}

fn main() {}
