//! Rule: no text is made of the hash of a row
//! Expect: one error at the method

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

#[derive(Expose)]
struct Shown {
    text: String,
}

#[secure_route(get = "/users/{user_id}", authenticated, owns = "user.id")]
async fn show(user: Owned<User>) -> Json<Shown> {
    Json(Shown { text: user.password.to_stored() })
}

fn main() {}
