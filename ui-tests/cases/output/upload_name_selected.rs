//! Rule: no SELECT reads the name of a stored file
//! Expect: one error at the text

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "profiles", owner = "user_id")]
struct Profile {
    id: i64,
    user_id: i64,
    avatar: Option<StoredName>,
}

#[derive(Record)]
struct Found {
    found: String,
}

#[secure_route(get = "/found", authenticated, owns = "profiles.user_id")]
async fn found(profiles: OwnedSet<Profile>) -> Result<NoContent, Problem> {
    let found: Vec<Found> = owned_sql!(profiles: Profile; "SELECT p.avatar AS found FROM profiles AS p").all().await?;
    Ok(NoContent)
}

fn main() {}
