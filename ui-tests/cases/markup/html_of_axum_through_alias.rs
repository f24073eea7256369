//! Rule: HTML leaves only from a template that escapes
//! Expect: one error at the reply

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Markup = axum::response::Html<String>;

#[secure_route(get = "/page", public)]
async fn page() -> Markup {
    axum::response::Html("<p>".to_owned())
}

fn main() {}
