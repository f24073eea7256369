//! Orders: read, search, place, change and cancel one's own; support reads any.

use chrono::{NaiveDate, Utc};
use portcullis::prelude::*;

use crate::Role;

/// An order.
#[derive(Resource, Expose)]
#[resource(table = "orders", owner = "user_id")]
pub struct Order {
    /// Its number.
    #[resource(sort)]
    pub id: i64,
    /// Whose it is.
    pub user_id: i64,
    /// What was ordered.
    #[resource(filter)]
    pub item: String,
    /// How many.
    #[resource(filter, sort)]
    pub quantity: i64,
    /// `open`, `paid` or `cancelled`.
    #[resource(server_set, filter)]
    pub status: String,
    /// The day it was placed.
    #[resource(server_set, filter, sort)]
    pub placed_on: NaiveDate,
    /// How likely it is a fraud, in percent; customers never see it.
    #[expose(role = "support")]
    #[resource(server_set, filter, sort)]
    pub risk_score: i64,
}

/// What a customer sends to place an order.
#[secure_input]
pub struct NewOrder {
    /// What.
    #[validate(length(min = 1, max = 80))]
    pub item: String,
    /// How many.
    #[validate(range(min = 1, max = 100))]
    pub quantity: i64,
}

/// What a customer may change.
#[secure_input(patches = Order)]
pub struct OrderChange {
    /// What, if it changes.
    #[validate(length(min = 1, max = 80))]
    pub item: Option<String>,
    /// How many, if it changes.
    #[validate(range(min = 1, max = 100))]
    pub quantity: Option<i64>,
}

/// An order as the app makes it of what the customer sent.
#[derive(Change)]
#[change(creates = Order)]
struct PlacedOrder {
    item: String,
    quantity: i64,
    status: String,
    placed_on: NaiveDate,
    risk_score: i64,
}

/// What an order is that can still be changed.
#[derive(Change)]
#[change(requires = Order)]
pub(crate) struct StillOpen {
    pub(crate) status: String,
}

/// What cancelling sets.
#[derive(Change)]
#[change(patches = Order)]
struct Cancelled {
    status: String,
}

/// Judges how likely an order is a fraud.
#[derive(Service)]
pub struct RiskModel {
    /// From how many pieces on an order is suspicious.
    pub large_order: i64,
}

impl RiskModel {
    fn score(&self, quantity: i64) -> i64 {
        if quantity >= self.large_order { 80 } else { 5 }
    }
}

/// One order.
#[secure_route(
    get = "/orders/{order_id}",
    role = ["customer", "support"],
    owns = "order.user_id",
    or_role = "support",
    rate = "60/min"
)]
pub async fn get_order(order: Owned<Order>) -> Json<Order> {
    order.into_reply()
}

/// The caller's orders, a page at a time, as they ask for them: `?status=open&quantity.gte=2&item.contains=lamp&sort=-quantity`.
#[secure_route(
    get = "/orders",
    role = ["customer", "support"],
    owns = "orders.user_id",
    or_role = "support",
    rate = "60/min"
)]
pub async fn list_orders(orders: OwnedSet<Order>, search: Search<Order>) -> Result<Page<Order>, Problem> {
    orders.list(&search).await
}

/// How many orders.
#[derive(Expose)]
pub struct Count {
    /// Of the caller's.
    pub orders: u64,
}

/// How many orders the caller has.
#[secure_route(get = "/orders-count", role = "customer", owns = "orders.user_id", rate = "60/min")]
pub async fn count_orders(orders: OwnedSet<Order>) -> Result<Json<Count>, Problem> {
    Ok(Json(Count { orders: orders.count().await? }))
}

/// Places an order.
#[secure_route(
    post = "/orders",
    role = "customer",
    owns = "orders.user_id",
    rate = "10/min",
    audit = "order.placed"
)]
pub async fn place_order(
    orders: OwnedSetMut<Order>,
    input: Valid<Json<NewOrder>>,
    risk: Service<RiskModel>,
) -> Result<Created<Order>, Problem> {
    let NewOrder { item, quantity } = input.into_inner();
    let risk_score = risk.score(quantity);
    let placed = PlacedOrder {
        item,
        quantity,
        status: "open".to_owned(),
        placed_on: Utc::now().date_naive(),
        risk_score,
    };
    Ok(Created(orders.insert(&placed).await?))
}

/// Changes an open order.
#[secure_route(patch = "/orders/{order_id}", role = "customer", owns = "order.user_id", rate = "10/min")]
pub async fn change_order(
    mut order: OwnedMut<Order>,
    change: Valid<Json<OrderChange>>,
) -> Result<Json<Order>, Problem> {
    let changed = order.update_if(&StillOpen { status: "open".to_owned() }, &change).await?;
    if changed { Ok(order.into_reply()) } else { Err(no_longer_open()) }
}

/// Cancels an open order. Whether it is open is asked in the statement that cancels it, so that of two calls one does.
#[secure_route(
    post = "/orders/{order_id}/cancel",
    role = "customer",
    owns = "order.user_id",
    rate = "10/min",
    audit = "order.cancelled"
)]
pub async fn cancel_order(mut order: OwnedMut<Order>) -> Result<Json<Order>, Problem> {
    let cancelled = Cancelled { status: "cancelled".to_owned() };
    let changed = order.update_if(&StillOpen { status: "open".to_owned() }, &cancelled).await?;
    if changed { Ok(order.into_reply()) } else { Err(no_longer_open()) }
}

fn no_longer_open() -> Problem {
    Problem::conflict("order-not-open", "The order is no longer open")
}
