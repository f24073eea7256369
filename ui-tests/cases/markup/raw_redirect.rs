//! Rule: a redirect leads to a declared place
//! Expect: one error at the reply

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Next {
    #[validate(length(max = 80))]
    next: String,
}

#[secure_route(get = "/next", public)]
async fn next(next: Valid<Query<Next>>) -> axum::response::Response {
    axum::response::IntoResponse::into_response(axum::response::Redirect::to(&next.next))
}

fn main() {}
