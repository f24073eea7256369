//! Rule: a column refers to a row type by its name in Rust
//! Expect: one error at the key

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "cities", unowned)]
struct City {
    id: i64,
    #[resource(references = "addresses")]
    address_id: i64,
}

fn main() {}
