//! Rule: bytes of any origin leave by no download: nothing declares that they may
//! Expect: one error at the reply, prescribing a declared value, a stored file or the reason

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{order_id}/export", role = "customer", owns = "order.user_id")]
async fn export(order: Owned<Order>) -> Download {
    Download::new("order.csv", format!("{},{}", order.item, order.risk_score))
}

fn main() {}
