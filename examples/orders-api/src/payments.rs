//! What the payment provider tells: an order is paid. It signs what it sends, by Standard Webhooks.

use portcullis::prelude::*;

use crate::orders::{Order, StillOpen};

/// What is told of a payment. The provider adds fields without a word; what is not declared here is left out.
#[secure_input]
pub struct Payment {
    /// The order that it is for.
    pub order_id: i64,
}

/// What a payment sets.
#[derive(Change)]
#[change(patches = Order)]
struct Paid {
    status: String,
}

/// Marks an order as paid. Whether it is open is asked in the statement that marks it, so that to be told twice changes nothing, and a cancelled
/// order stays cancelled; who pays for one is noted, for a person to look at.
#[secure_route(
    post = "/webhooks/payments",
    webhook = "payments",
    all_rows = "orders",
    rate = "600/min",
    audit = "payment.received"
)]
pub async fn order_paid(
    payment: Signed<Payment>,
    orders: AllRowsMut<Order>,
    audit: Audit,
) -> Result<NoContent, Problem> {
    let (open, paid) = (StillOpen { status: "open".to_owned() }, Paid { status: "paid".to_owned() });
    let changed = orders.update_if(&payment.order_id, &open, &paid).await?;
    if changed.is_none() {
        audit.note(event!("payment_of_closed_order", order = payment.order_id));
    }
    Ok(NoContent)
}
