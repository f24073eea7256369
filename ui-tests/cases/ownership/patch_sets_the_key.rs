//! Rule: a client never sets the column that identifies a row
//! Expect: rustc's own error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "accounts", owner = "user_id", key = "name")]
struct Account {
    name: String,
    user_id: i64,
}

#[secure_input(patches = Account)]
struct Patch {
    #[validate(length(max = 9))]
    name: Option<String>,
}

fn main() {}
