//! Rule: a set may be lent to the app's own functions, and a macro by example may write the SELECT

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Record, Expose)]
pub struct Total {
    total: i64,
}

macro_rules! total {
    ($set:ident: $row:ty, $text:literal $(, $value:expr)*) => {
        owned_sql!($set: $row; $text $(, $value)*)
    };
}

async fn lent(orders: &OwnedSet<'_, Order>, item: &str) -> Result<Total, Problem> {
    total!(orders: Order, "SELECT count(*) AS total FROM orders WHERE item = $1", item).one().await
}

async fn all_of(orders: &AllRowsMut<'_, Order>) -> Result<Total, Problem> {
    let found = owned_sql!(orders: Order; "SELECT count(*) AS total FROM orders").optional::<Total>().await?;
    found.ok_or_else(Problem::not_found)
}

#[secure_route(get = "/total", role = "customer", owns = "orders.user_id")]
pub async fn total(orders: OwnedSet<Order>) -> Result<Json<Total>, Problem> {
    Ok(Json(lent(&orders, "lamp").await?))
}

#[secure_route(get = "/own-total", role = "customer", owns = "orders.user_id")]
pub async fn own_total(orders: OwnedSet<Order>) -> Result<Json<Total>, Problem> {
    Ok(Json(total!(orders: Order, "SELECT count(*) AS total FROM orders").one().await?))
}

#[secure_route(post = "/every-total", role = "admin", all_rows = "orders")]
pub async fn every_total(orders: AllRowsMut<Order>) -> Result<Json<Total>, Problem> {
    Ok(Json(all_of(&orders).await?))
}
