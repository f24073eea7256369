//! Rule: what the app sets no client sends
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Change)]
#[change(patches = Item)]
struct Sent {
    address_id: Ref<Address>,
}

#[secure_route(post = "/items", role = "customer")]
async fn handler(sent: Valid<Json<Sent>>) -> NoContent {
    NoContent
}

fn main() {}
