//! Rule: what nobody owns nobody grants
//! Expect: one error at `grants`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(
    table = "papers",
    unowned,
    grants(table = "paper_grants", row = "paper_id", to = "user_id", level = "level", levels = DocumentLevel)
)]
struct Paper {
    id: i64,
}

fn main() {}
