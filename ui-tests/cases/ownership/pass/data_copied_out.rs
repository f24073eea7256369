//! Rule: data copied out of a row is plain data

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
pub async fn handler(order: Owned<Order>) -> Json<Done> {
    let item = order.item.clone();
    let length = tokio::spawn(async move { item.len() }).await.unwrap_or(0);
    Json(Done { done: length > 0 })
}
