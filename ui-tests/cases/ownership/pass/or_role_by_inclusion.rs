//! Rule: `or_role` takes a role that `role` admits by inclusion

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{order_id}", role = ["customer", "support"], owns = "order.user_id", or_role = "admin")]
pub async fn handler(order: Owned<Order>) -> Json<Order> {
    order.into_reply()
}
