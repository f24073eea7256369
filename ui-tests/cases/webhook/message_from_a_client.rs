//! Rule: what another server writes is not what a client may send
//! Expect: one error at the parameter, prescribing to remove `message`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input(message)]
struct Paid {
    order_id: i64,
}

#[secure_route(post = "/orders", authenticated)]
async fn place(input: Valid<Json<Paid>>) -> NoContent {
    NoContent
}

fn main() {}
