//! Rule: `?` and early return work in a handler

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(patch = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
pub async fn handler(mut order: OwnedMut<Order>, change: Valid<Json<OrderChange>>) -> Result<Json<Order>, Problem> {
    if change.item.is_none() {
        return Ok(order.into_reply());
    }
    let _parsed: i64 = "7".parse()?;
    order.update(&change).await?;
    Ok(order.into_reply())
}
