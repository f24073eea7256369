//! Rule: a page shows its fields to whoever gets it, so none of them says who sees it
//! Expect: one error at the word that says it, prescribing a struct for the page

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Expose)]
#[markup(source = "<p>{{ name }} {{ email }}</p>")]
struct User {
    name: String,
    #[expose(role = "support")]
    email: String,
}

#[secure_route(get = "/user", public)]
async fn user() -> Html<User> {
    Html(User { name: String::new(), email: String::new() })
}

fn main() {}
