//! Rule: an upsert needs columns that tell rows apart
//! Expect: one error at the call

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(put = "/orders", role = "customer", owns = "orders.user_id")]
async fn handler(orders: OwnedSetMut<Order>, order: Valid<Json<NewOrder>>) -> Result<NoContent, Problem> {
    orders.upsert(&order).await?;
    Ok(NoContent)
}

fn main() {}
