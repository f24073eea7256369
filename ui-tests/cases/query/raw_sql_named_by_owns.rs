//! Rule: the database is no row
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/done", role = "admin", owns = "sql.user_id", waive_query = "old orders go, whoever owns them")]
async fn handler(sql: RawSql) -> NoContent {
    NoContent
}

fn main() {}
