//! Rule: a new row is someone's
//! Expect: one error at the name

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/orders", public, inserts = "orders", rate = "5/min")]
async fn handler(orders: Insert<Order>) -> NoContent {
    NoContent
}

fn main() {}
