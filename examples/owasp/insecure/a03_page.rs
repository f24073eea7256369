//! Rule: HTML leaves only from a template that escapes
//! Expect: one error at the reply
//!
//! A03:2021, A05:2025 Injection (CWE-79): a name that is a script runs in the browser of whoever follows the link.
//! The secure form is `src/a03_page.rs`; the guarantee's own program `ui-tests/cases/markup/html_of_format.rs`.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[secure_input]
struct Greeted {
    #[validate(length(max = 200))]
    name: String,
}

#[secure_route(get = "/greeting", public)]
async fn greet(greeted: Valid<Query<Greeted>>) -> Html<String> {
    Html(format!("<p>Hello, {}</p>", greeted.name))
}

fn main() {}
