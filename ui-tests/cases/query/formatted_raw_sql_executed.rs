//! Rule: raw SQL is fixed when the program is compiled
//! Expect: one error at the formatted text

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/done", role = "admin", waive_query = "old orders go, whoever owns them")]
async fn handler(sql: RawSql) -> Result<NoContent, Problem> {
    let item = "lamp";
    sql.execute(&format!("DELETE FROM orders WHERE item = '{item}'"), ()).await?;
    Ok(NoContent)
}

fn main() {}
