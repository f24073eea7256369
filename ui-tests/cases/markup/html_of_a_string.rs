//! Rule: HTML leaves only from a template that escapes
//! Expect: one error at the reply

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/page", public)]
async fn page() -> Html<String> {
    Html("<p>".to_owned())
}

fn main() {}
