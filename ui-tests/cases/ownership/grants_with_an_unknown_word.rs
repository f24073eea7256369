//! Rule: `grants(…)` knows five words
//! Expect: one error at the word

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner = "user_id", grants(table = "g", rows = "paper_id", to = "user_id", level = "level", levels = DocumentLevel))]
struct Paper {
    id: i64,
    user_id: i64,
}

fn main() {}
