//! Rule: a redirect leads to a declared place
//! Expect: one error at the reply

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/page", public)]
async fn page() -> axum::response::Redirect {
    axum::response::Redirect::to("https://evil.example")
}

fn main() {}
