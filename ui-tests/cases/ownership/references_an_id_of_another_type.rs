//! Rule: a column that refers to a row has the type of its id
//! Expect: one error at the type of the column

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "countries", unowned, key = "code")]
struct Country {
    code: String,
}

#[derive(Resource)]
#[resource(table = "cities", unowned)]
struct City {
    id: i64,
    #[resource(references = Country)]
    country: i64,
}

fn main() {}
