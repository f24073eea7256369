//! Rule: an organisation has a name or a number
//! Expect: one error at the type of the column

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", unowned, tenant = "org")]
struct Paper {
    id: i64,
    org: bool,
}

fn main() {}
