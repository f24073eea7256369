//! Rule: a key is a number or a text
//! Expect: one error at the type of the column

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", unowned, key = "weight")]
struct Paper {
    weight: f64,
}

fn main() {}
