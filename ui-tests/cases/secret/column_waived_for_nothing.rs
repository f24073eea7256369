//! Rule: what is not called as a secret has nothing to waive
//! Expect: one error at the key

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "users", owner = "id")]
struct User {
    id: i64,
    #[resource(waive_secret = "the word of a lexer")]
    word: String,
}

fn main() {}
