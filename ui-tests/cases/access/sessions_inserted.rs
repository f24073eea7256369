//! Rule: sessions begin by the accounts alone
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "portcullis_sessions", unowned)]
struct Visit {
    id: String,
    subject: String,
}

#[secure_route(post = "/visits", public, inserts = "visits", rate = "5/min")]
async fn visit(visits: Insert<Visit>) -> NoContent {
    NoContent
}

fn main() {}
