//! Rule: a token is kept as its hash
//! Expect: one error at the type of the column
//!
//! A02:2021, A04:2025 Cryptographic Failures: whoever has a copy of the database has every token in it.
//! The secure form is `src/a02_secrets.rs`; the guarantee's own program `ui-tests/cases/secret/column_of_a_token.rs`.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Resource)]
#[resource(table = "members", owner = "user_id")]
struct Member {
    id: i64,
    user_id: i64,
    api_token: String,
}

fn main() {}
