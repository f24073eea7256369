//! Rule: every row is public, or those that are published
//! Expect: one error at `public_when`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", public, public_when = "published")]
struct Paper {
    id: i64,
    published: bool,
}

fn main() {}
