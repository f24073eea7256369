//! Rule: `owns` names a row
//! Expect: one error at the parameter, naming the types of rows

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/orders/{order_id}", role = "customer", owns = "input.user_id")]
async fn handler(input: Valid<Json<NewOrder>>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
