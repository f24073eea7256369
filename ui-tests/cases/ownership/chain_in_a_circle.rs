//! Rule: a path ends at an owner
//! Expect: one error at one of the paths

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "hens", owner = "egg.hen.user_id")]
struct Hen {
    id: i64,
    #[resource(parent = Egg)]
    egg_id: i64,
}

#[derive(Resource)]
#[resource(table = "eggs", owner = "hen.user_id")]
struct Egg {
    id: i64,
    #[resource(parent = Hen)]
    hen_id: i64,
}

fn main() {}
