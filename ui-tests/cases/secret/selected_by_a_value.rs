//! Rule: no SELECT is asked about the hash of a secret
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource, Expose)]
#[resource(table = "integrations", owner = "user_id")]
struct Integration {
    id: i64,
    user_id: i64,
    #[expose(never)]
    api_key: TokenHash,
}

#[derive(Record)]
struct Found {
    id: i64,
}

#[secure_route(get = "/found", authenticated, owns = "integrations.user_id")]
async fn found(integrations: OwnedSet<Integration>, paging: Valid<Query<Paging>>) -> Result<NoContent, Problem> {
    let Some(one) = integrations.page(&paging).await?.items.pop() else { return Err(Problem::not_found()) };
    let key = Some(one.api_key);
    let found: Vec<Found> = owned_sql!(integrations: Integration; "SELECT id FROM integrations WHERE $1 LIKE $2", key, "a%").all().await?;
    Ok(NoContent)
}

fn main() {}
