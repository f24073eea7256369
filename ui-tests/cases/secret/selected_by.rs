//! Rule: no SELECT compares the hash of a secret
//! Expect: one error at the text

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "users", owner = "id")]
struct User {
    id: i64,
    password: PasswordHash,
}

#[derive(Record)]
struct Found {
    id: i64,
}

#[secure_route(get = "/found", authenticated, owns = "users.id")]
async fn found(users: OwnedSet<User>) -> Result<NoContent, Problem> {
    let found: Vec<Found> = owned_sql!(users: User; "SELECT u.id AS id FROM users AS u WHERE u.password = $1", "x").all().await?;
    Ok(NoContent)
}

fn main() {}
