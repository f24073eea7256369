//! Rule: nobody sorts rows by the hash of a secret
//! Expect: one error at `sort`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "users", owner = "id")]
struct User {
    id: i64,
    #[resource(sort)]
    digest: TokenHash,
}

fn main() {}
