//! Rule: a webhook owns no rows
//! Expect: one error over both keys, prescribing `all_rows`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Paid {
    order_id: i64,
}

#[secure_route(post = "/hooks/{order_id}", webhook = "payments", owns = "order.user_id", rate = "600/min")]
async fn hook(event: Signed<Paid>, order: OwnedMut<Order>) -> NoContent {
    NoContent
}

fn main() {}
