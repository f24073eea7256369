//! Rule: two owned rows of one type are told apart by their parameters

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(
    post = "/orders/{from_id}/{to_id}",
    role = "customer",
    owns = ["from.user_id", "to.user_id"],
    rate = "5/min"
)]
pub async fn merge(from: OwnedMut<Order>, mut to: OwnedMut<Order>, change: Valid<Json<OrderChange>>) -> Result<Json<Order>, Problem> {
    if from.id == to.id {
        return Err(Problem::conflict("same-order", "An order is not merged with itself"));
    }
    to.update(&change).await?;
    from.delete().await?;
    Ok(to.into_reply())
}
