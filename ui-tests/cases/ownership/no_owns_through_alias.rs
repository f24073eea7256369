//! Rule: a row enters only where `owns` names it, whatever it is called
//! Expect: one error at the alias

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Anyones<'r> = Owned<'r, Order>;

#[secure_route(get = "/orders/{order_id}", role = "customer")]
async fn handler(order: Anyones) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
