//! Rule: a row type is one type
//! Expect: one error at the generics

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner = "user_id")]
struct Paper<T> {
    id: i64,
    user_id: i64,
    value: T,
}

fn main() {}
