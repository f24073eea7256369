//! Rule: an extractor of axum is no input
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Anything;

impl<S: Sync> axum::extract::FromRequestParts<S> for Anything {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(
        _: &mut axum::http::request::Parts,
        _: &S,
    ) -> Result<Self, Self::Rejection> {
        Ok(Self)
    }
}

#[secure_route(get = "/done", public)]
async fn handler(input: Anything) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
