//! Rule: raw SQL is fixed when the program is compiled, though its vetting is waived
//! Expect: one error at the formatted text, prescribing a literal and a bound value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/done", role = "admin", waive_query = "a report that no row type covers")]
async fn handler(sql: RawSql) -> Result<Json<Done>, Problem> {
    let name = String::from("x");
    let _: Vec<Order> = sql.rows(format!("SELECT * FROM orders WHERE item = '{name}'"), ()).await?;
    Ok(Json(Done { done: true }))
}

fn main() {}
