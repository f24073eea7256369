//! Rule: values are a tuple
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/done", role = "admin", waive_query = "old orders go, whoever owns them")]
async fn handler(sql: RawSql) -> Result<NoContent, Problem> {
    sql.execute("DELETE FROM orders WHERE id = $1", 7_i64).await?;
    Ok(NoContent)
}

fn main() {}
