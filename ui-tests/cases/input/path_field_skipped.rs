//! Rule: a field that no client sends reads no parameter
//! Expect: one error at the path

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Place {
    #[serde(skip)]
    order_id: i64,
}

#[secure_route(get = "/done/{order_id}", public)]
async fn handler(place: Valid<Path<Place>>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
