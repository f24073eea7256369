//! Rule: a column refers to a row type
//! Expect: one error at the type that is named

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "cities", unowned)]
struct City {
    id: i64,
    #[resource(references = Done)]
    country_id: i64,
}

fn main() {}
