//! The items of an order: whoever owns the order owns them.

use portcullis::prelude::*;

use crate::Role;
use crate::orders::Order;

/// An item of an order.
#[derive(Resource, Expose)]
#[resource(table = "order_items", owner = "order.user_id")]
pub struct Item {
    /// Its number.
    pub id: i64,
    /// The order that it belongs to.
    #[resource(parent = Order)]
    pub order_id: i64,
    /// What.
    pub name: String,
    /// How many.
    pub quantity: i64,
}

/// What a customer sends for an item.
#[secure_input(creates = Item, patches = Item)]
pub struct ItemInput {
    /// What.
    #[validate(length(min = 1, max = 80))]
    pub name: String,
    /// How many.
    #[validate(range(min = 1, max = 100))]
    pub quantity: i64,
}

/// The items of one order, a page at a time. The path names the order, so only its items are listed.
#[secure_route(
    get = "/orders/{order_id}/items",
    role = "customer",
    owns = ["order.user_id", "items.order.user_id"],
    rate = "60/min"
)]
pub async fn list_items(
    order: Owned<Order>,
    items: OwnedSet<Item>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Item>, Problem> {
    tracing::debug!(order = order.id, "its items");
    items.page(&paging).await
}

/// Adds an item to an order.
#[secure_route(
    post = "/orders/{order_id}/items",
    role = "customer",
    owns = ["order.user_id", "items.order.user_id"],
    rate = "30/min"
)]
pub async fn add_item(
    order: Owned<Order>,
    items: OwnedSetMut<Item>,
    input: Valid<Json<ItemInput>>,
) -> Result<Created<Item>, Problem> {
    Ok(Created(items.insert_under(&order, &input).await?))
}

/// Changes an item. The path names both, and the item must be of that order.
#[secure_route(
    put = "/orders/{order_id}/items/{item_id}",
    role = "customer",
    owns = ["order.user_id", "item.order.user_id"],
    rate = "30/min"
)]
pub async fn change_item(
    order: Owned<Order>,
    mut item: OwnedMut<Item>,
    input: Valid<Json<ItemInput>>,
) -> Result<Json<Item>, Problem> {
    tracing::debug!(order = order.id, "an item of it changes");
    item.update(&input).await?;
    Ok(item.into_reply())
}

/// Removes an item.
#[secure_route(
    delete = "/orders/{order_id}/items/{item_id}",
    role = "customer",
    owns = ["order.user_id", "item.order.user_id"],
    rate = "30/min"
)]
pub async fn remove_item(order: Owned<Order>, item: OwnedMut<Item>) -> Result<NoContent, Problem> {
    tracing::debug!(order = order.id, "an item of it goes");
    item.delete().await?;
    Ok(NoContent)
}
