//! Rule: a row of a team is for one that is named
//! Expect: one error at the call

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/tasks", role = "customer", owns = "tasks.team_id")]
async fn handler(tasks: OwnedSetMut<Task>, task: Valid<Json<NewTask>>) -> Result<NoContent, Problem> {
    tasks.insert(&task).await?;
    Ok(NoContent)
}

fn main() {}
