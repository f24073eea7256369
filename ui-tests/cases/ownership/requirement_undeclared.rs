//! Rule: what must hold of a row is declared
//! Expect: one error at the value, naming `requires`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(patch = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
async fn handler(mut order: OwnedMut<Order>, change: Valid<Json<OrderChange>>) -> Result<NoContent, Problem> {
    order.update_if(&change, &change).await?;
    Ok(NoContent)
}

fn main() {}
