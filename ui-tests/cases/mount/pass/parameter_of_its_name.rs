//! Rule: a parameter may bear the name of its handler

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
pub async fn order(order: Owned<Order>) -> Json<Order> {
    order.into_reply()
}
