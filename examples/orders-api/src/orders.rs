//! Orders: read, list, place, change and cancel one's own; support reads any.

use portcullis::prelude::*;

use crate::Role;

/// An order.
#[derive(Resource, Expose)]
#[resource(table = "orders", owner = "user_id")]
pub struct Order {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub user_id: i64,
    /// What was ordered.
    pub item: String,
    /// How many.
    pub quantity: i64,
    /// `open` or `cancelled`.
    #[resource(server_set)]
    pub status: String,
    /// How likely it is a fraud, in percent; customers never see it.
    #[expose(role = "support")]
    #[resource(server_set)]
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
    risk_score: i64,
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

/// The caller's orders, a page at a time.
#[secure_route(get = "/orders", role = "customer", owns = "orders.user_id", rate = "60/min")]
pub async fn list_orders(
    orders: OwnedSet<Order>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Order>, Problem> {
    orders.page(&paging).await
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
    let placed = PlacedOrder { item, quantity, status: "open".to_owned(), risk_score };
    Ok(Created(orders.insert(&placed).await?))
}

/// Changes an open order.
#[secure_route(patch = "/orders/{order_id}", role = "customer", owns = "order.user_id", rate = "10/min")]
pub async fn change_order(
    mut order: OwnedMut<Order>,
    change: Valid<Json<OrderChange>>,
) -> Result<Json<Order>, Problem> {
    still_open(&order)?;
    order.update(&change).await?;
    Ok(order.into_reply())
}

/// Cancels an open order.
#[secure_route(
    post = "/orders/{order_id}/cancel",
    role = "customer",
    owns = "order.user_id",
    rate = "10/min",
    audit = "order.cancelled"
)]
pub async fn cancel_order(mut order: OwnedMut<Order>) -> Result<Json<Order>, Problem> {
    still_open(&order)?;
    order.update(&Cancelled { status: "cancelled".to_owned() }).await?;
    Ok(order.into_reply())
}

fn still_open(order: &Order) -> Result<(), Problem> {
    if order.status == "open" {
        Ok(())
    } else {
        Err(Problem::conflict("order-not-open", "The order is no longer open"))
    }
}
