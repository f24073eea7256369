//! Rule: no text is stored for the hash of a password
//! Expect: one error at the function

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource, Expose)]
#[resource(table = "users", owner = "id")]
struct User {
    id: i64,
    #[expose(never)]
    password: PasswordHash,
}

#[secure_input]
struct Input {
    #[validate(length(max = 80))]
    phrase: String,
}

#[derive(Change)]
#[change(patches = User)]
struct NewPassword {
    password: PasswordHash,
}

#[secure_route(patch = "/users/{user_id}", authenticated, owns = "user.id")]
async fn change(mut user: OwnedMut<User>, input: Valid<Json<Input>>) -> Result<NoContent, Problem> {
    user.update(&NewPassword { password: PasswordHash::from_stored(input.phrase.clone()) }).await?;
    Ok(NoContent)
}

fn main() {}
