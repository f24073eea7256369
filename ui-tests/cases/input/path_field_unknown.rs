//! Rule: a field of the path is a parameter of it
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Place {
    shop_id: i64,
}

#[secure_route(get = "/done", public)]
async fn handler(input: Valid<Path<Place>>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
