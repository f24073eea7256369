//! Rule: who may ask by a field learns what it holds
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner = "user_id")]
struct Paper {
    id: i64,
    user_id: i64,
}

#[secure_route(get = "/papers", role = "customer", owns = "papers.user_id")]
async fn handler(papers: OwnedSet<Paper>, search: Search<Paper>) -> NoContent {
    NoContent
}

fn main() {}
