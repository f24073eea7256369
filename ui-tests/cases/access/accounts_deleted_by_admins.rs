//! Rule: accounts end by their own routes, which end their sessions
//! Expect: one error at the parameter, through an alias

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource, Expose)]
#[resource(table = "portcullis_accounts", owner = "id")]
struct Person {
    id: i64,
    name: String,
    disabled: bool,
}

type People<'r> = AllRowsMut<'r, Person>;

#[secure_route(delete = "/people", role = "admin", all_rows = "people", rate = "5/min")]
async fn remove(people: People<'_>) -> Result<NoContent, Problem> {
    people.delete(&7).await?;
    Ok(NoContent)
}

fn main() {}
