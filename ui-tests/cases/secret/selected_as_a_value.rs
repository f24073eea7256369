//! Rule: no SELECT gives back the hash of a secret that it was given
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource, Expose)]
#[resource(table = "users", owner = "id")]
struct User {
    id: i64,
    #[expose(never)]
    password: PasswordHash,
}

#[derive(Record, Expose)]
struct Found {
    found: String,
}

#[secure_route(get = "/found", authenticated, owns = "users.id")]
async fn found(users: OwnedSet<User>, paging: Valid<Query<Paging>>) -> Result<Json<Vec<Found>>, Problem> {
    let Some(user) = users.page(&paging).await?.items.pop() else { return Err(Problem::not_found()) };
    let found = owned_sql!(users: User; "SELECT $1 AS found FROM users", user.password).all().await?;
    Ok(Json(found))
}

fn main() {}
