//! Rule: every key in one attribute, in any order

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(
    audit = "order.changed",
    timeout = "2s",
    body_limit = "8kb",
    rate = ["5/min", "100/day by user", "1000/hour by ip"],
    deny = "404",
    scope = "orders:write",
    or_role = ["support", "admin"],
    owns = ["order.user_id"],
    role = ["customer", "support"],
    put = "/orders/{order_id}",
)]
pub async fn handler(mut order: OwnedMut<Order>, change: Valid<Json<OrderChange>>) -> Result<Json<Order>, Problem> {
    order.update(&change).await?;
    Ok(order.into_reply())
}
