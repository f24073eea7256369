//! Receipts: an order as a page for its owner.

use chrono::NaiveDate;
use portcullis::prelude::*;

use crate::Role;
use crate::items::Item;
use crate::orders::Order;

/// What the template shows. Each value is escaped for the place that it stands in.
#[markup(path = "receipt.html")]
pub struct Receipt {
    number: i64,
    item: String,
    quantity: i64,
    status: String,
    placed_on: NaiveDate,
    lines: Vec<Line>,
    order: Link,
}

/// A line of a receipt.
#[markup]
pub struct Line {
    name: String,
    quantity: i64,
}

/// The receipt of an order.
#[secure_route(
    get = "/orders/{order_id}/receipt",
    role = ["customer", "support"],
    owns = ["order.user_id", "items.order.user_id"],
    or_role = "support",
    rate = "60/min"
)]
pub async fn get_receipt(order: Owned<Order>, items: OwnedSet<Item>) -> Result<Html<Receipt>, Problem> {
    let items = items.page(&Paging::default()).await?.items;
    let lines = items.into_iter().map(|item| Line { name: item.name, quantity: item.quantity });
    Ok(Html(Receipt {
        number: order.id,
        item: order.item.clone(),
        quantity: order.quantity,
        status: order.status.clone(),
        placed_on: order.placed_on,
        lines: lines.collect(),
        order: Link::to_route::<crate::orders::get_order>(order.id)?,
    }))
}
