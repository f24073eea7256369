//! Rule: a row is published or it is not
//! Expect: one error at the type of the column

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", public_when = "published")]
struct Paper {
    id: i64,
    published: i64,
}

fn main() {}
