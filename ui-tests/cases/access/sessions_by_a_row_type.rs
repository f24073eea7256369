//! Rule: sessions begin and end by the accounts alone
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource, Expose)]
#[resource(table = "portcullis_sessions", owner = "subject")]
struct Visit {
    id: String,
    subject: String,
    #[resource(server_set)]
    ends_at: i64,
}

#[derive(Change)]
#[change(patches = Visit)]
struct Longer {
    ends_at: i64,
}

#[secure_route(post = "/visits/{visit_id}/prolong", authenticated, owns = "visit.subject", rate = "5/min")]
async fn prolong(mut visit: OwnedMut<Visit>) -> Result<NoContent, Problem> {
    visit.update(&Longer { ends_at: i64::MAX }).await?;
    Ok(NoContent)
}

fn main() {}
