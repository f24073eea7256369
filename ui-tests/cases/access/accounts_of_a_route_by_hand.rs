//! Rule: accounts change by their own routes, wherever the other is mounted
//! Expect: one error at the parameter

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

#[secure_route(authenticated, owns = "person.id", rate = "5/min")]
async fn remove(person: OwnedMut<Person>) -> Result<NoContent, Problem> {
    person.delete().await?;
    Ok(NoContent)
}

fn main() {}
