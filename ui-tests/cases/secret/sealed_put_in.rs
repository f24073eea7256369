//! Rule: a value is sealed once its row is there, which `Insert<T>` does not give back.
//! Expect: at the parameter, what to take instead.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Resource)]
#[resource(table = "messages", unowned)]
struct Message {
    id: i64,
    text: Sealed<String>,
}

#[secure_input(creates = Message)]
struct NewMessage {
    text: Text<200>,
}

#[secure_route(post = "/messages", public, inserts = "messages", rate = "5/min")]
async fn contact(messages: Insert<Message>, input: Valid<Json<NewMessage>>) -> Result<NoContent, Problem> {
    messages.insert(&input).await?;
    Ok(NoContent)
}

fn main() {}
