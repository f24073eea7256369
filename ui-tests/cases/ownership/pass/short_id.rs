//! Rule: `{id}` serves where there is one row

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{id}", role = "customer", owns = "order.user_id")]
pub async fn handler(order: Owned<Order>) -> Json<Order> {
    order.into_reply()
}
