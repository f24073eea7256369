//! Rule: grants are kept in a table of their own
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Clone, Copy, Level)]
enum Sharing {
    #[level(writes)]
    Edit,
}

#[derive(Resource, Expose)]
#[resource(
    table = "notes",
    owner = "user_id",
    grants(table = "portcullis_sessions", row = "id", to = "subject", level = "epoch", levels = Sharing)
)]
struct Note {
    id: i64,
    user_id: i64,
}

#[secure_route(post = "/notes/{note_id}/shares", authenticated, owns = "note.user_id", rate = "5/min")]
async fn share(note: OwnedMut<Note>) -> Result<NoContent, Problem> {
    note.grant(&7_i64, Sharing::Edit).await?;
    Ok(NoContent)
}

fn main() {}
