//! Rule: the hash of a token is in no event
//! Expect: one error at the field

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

#[secure_route(get = "/integrations/{id}", authenticated, owns = "integration.user_id")]
async fn read(integration: Owned<Integration>, audit: Audit) -> NoContent {
    audit.note(event!("integration_read", key = integration.api_key));
    NoContent
}

fn main() {}
