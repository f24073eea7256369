//! Rule: rows of an organisation are not for everyone
//! Expect: one error at `tenant`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", public, tenant = "org_id")]
struct Paper {
    id: i64,
    org_id: i64,
}

fn main() {}
