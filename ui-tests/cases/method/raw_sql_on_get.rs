//! Rule: `get` is given nothing that writes
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/report", role = "admin", waive_query = "a report that no row type covers")]
async fn handler(sql: RawSql) -> NoContent {
    NoContent
}

fn main() {}
