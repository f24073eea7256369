//! Rule: a component holds plain data
//! Expect: one error at the field's type, prescribing the reason

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Service)]
struct Reports {
    pool: sqlx::SqlitePool,
}

fn main() {}
