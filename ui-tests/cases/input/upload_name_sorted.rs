//! Rule: the name of a stored file never comes from a client
//! Expect: one error at `sort`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "profiles", owner = "user_id")]
struct Profile {
    id: i64,
    user_id: i64,
    #[resource(sort)]
    avatar: StoredName,
}

fn main() {}
