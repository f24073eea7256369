//! Rule: `Insert<T>` gives no rows
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Record)]
struct Count {
    total: i64,
}

#[secure_route(post = "/messages", public, inserts = "messages", rate = "5/min")]
async fn handler(messages: Insert<Message>) -> Result<NoContent, Problem> {
    let found: Option<Count> = owned_sql!(messages: Message; "SELECT count(*) AS total FROM messages").optional().await?;
    Ok(NoContent)
}

fn main() {}
