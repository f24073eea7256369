//! Rule: a transaction is lent to the app's own functions

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Change)]
#[change(patches = Order)]
pub struct Score {
    risk_score: i64,
}

async fn score(order: &mut OwnedMut<'_, Order>, by: i64, tx: &Tx<'_>) -> Result<(), Problem> {
    order.lock(tx).await?;
    let risk_score = order.risk_score + by;
    order.update(&Score { risk_score }).await
}

mod deeper {
    use super::*;

    pub(super) async fn both(
        one: &mut OwnedMut<'_, Order>,
        two: &mut OwnedMut<'_, Order>,
        tx: &Tx<'_>,
    ) -> Result<(), Problem> {
        score(one, 1, tx).await?;
        score(two, -1, tx).await
    }
}

#[secure_route(
    post = "/orders/{one_id}/to/{two_id}",
    role = "customer",
    owns = ["one.user_id", "two.user_id"]
)]
pub async fn moved(
    mut one: OwnedMut<Order>,
    mut two: OwnedMut<Order>,
    tx: Tx,
) -> Result<NoContent, Problem> {
    deeper::both(&mut one, &mut two, &tx).await?;
    Ok(NoContent)
}

type Whole<'r> = Tx<'r>;

#[secure_route(get = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
pub async fn read(_: Whole, order: Owned<Order>) -> Json<Order> {
    order.into_reply()
}
