//! Rule: `Insert<T>` gives no rows
//! Expect: one error at the call

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/messages", public, inserts = "messages", rate = "5/min")]
async fn handler(messages: Insert<Message>) -> Result<NoContent, Problem> {
    messages.get(&7).await?;
    Ok(NoContent)
}

fn main() {}
