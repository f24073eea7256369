//! Rule: an alias of a row type is the row type

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Mine<'r> = Owned<'r, Order>;

#[secure_route(get = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
pub async fn handler(order: Mine) -> Json<Order> {
    order.into_reply()
}
