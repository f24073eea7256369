//! Rule: a secret is not written into the database
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Login {
    #[validate(length(max = 80))]
    name: String,
    #[validate(length(max = 128))]
    password: Secret<String>,
}

#[secure_route(post = "/login", authenticated, waive_query = "writes an audit row of an old schema")]
async fn login(input: Valid<Json<Login>>, sql: RawSql) -> Result<NoContent, Problem> {
    sql.execute("INSERT INTO logins (name, password) VALUES ($1, $2)", (&input.name, &input.password)).await?;
    Ok(NoContent)
}

fn main() {}
