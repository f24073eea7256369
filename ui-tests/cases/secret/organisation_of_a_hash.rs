//! Rule: the hash of a secret names no organisation
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource, Expose)]
#[resource(table = "integrations", owner = "user_id", tenant = "api_key")]
struct Integration {
    id: i64,
    user_id: i64,
    #[expose(never)]
    api_key: TokenHash,
}

fn main() {}
