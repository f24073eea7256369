//! Rule: `owns` names the whole path to the owner
//! Expect: one error at the path, naming `order.user_id`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/items/{item_id}", role = "customer", owns = "item.order_id")]
async fn handler(item: Owned<Item>) -> Json<Item> {
    item.into_reply()
}

fn main() {}
