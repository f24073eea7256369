//! Rule: what a component holds besides has a reason in words
//! Expect: one error at the reason

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Service)]
struct Reports {
    #[service(holds = "todo")]
    pool: sqlx::SqlitePool,
}

fn main() {}
