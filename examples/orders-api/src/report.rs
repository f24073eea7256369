//! What a customer ordered, month by month: SQL by hand, over their own rows.

use portcullis::prelude::*;

use crate::Role;
use crate::items::Item;
use crate::orders::Order;

/// One month.
#[derive(Record, Expose)]
pub struct Month {
    /// Such as `2026-01`.
    pub month: String,
    /// How many orders were placed.
    pub orders: i64,
    /// How many pieces of how many items they had.
    pub pieces: i64,
}

/// The caller's orders by month, with what stands in them. Each table in the statement is the caller's own rows of it.
#[secure_route(
    get = "/orders-report",
    role = "customer",
    owns = ["orders.user_id", "items.order.user_id"],
    rate = "10/min"
)]
pub async fn monthly_report(
    orders: OwnedSet<Order>,
    items: OwnedSet<Item>,
) -> Result<Json<Vec<Month>>, Problem> {
    let months = owned_sql!(
        orders: Order, items: Item;
        "WITH pieces AS (
             SELECT items.order_id AS order_id, SUM(items.quantity) AS pieces FROM items GROUP BY items.order_id
         )
         SELECT substr(CAST(orders.placed_on AS TEXT), 1, 7) AS month,
             COUNT(*) AS orders,
             CAST(SUM(orders.quantity + COALESCE(pieces.pieces, 0)) AS BIGINT) AS pieces
         FROM orders LEFT JOIN pieces ON pieces.order_id = orders.id
         WHERE orders.status <> $1
         GROUP BY substr(CAST(orders.placed_on AS TEXT), 1, 7)
         ORDER BY month",
        "cancelled"
    );
    Ok(Json(months.all().await?))
}
