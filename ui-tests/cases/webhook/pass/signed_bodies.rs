//! Rule: what a sender signs, with what it may reach

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Line {
    amount: Option<i64>,
}

#[secure_input]
struct Paid {
    order_id: i64,
    #[validate(length(max = 10))]
    lines: Vec<Line>,
}

#[derive(Change)]
#[change(patches = Order)]
struct Judged {
    risk_score: i64,
}

#[secure_route(post = "/paid", webhook = "payments", all_rows = "orders", rate = ["600/min", "60/min by body.order_id"])]
pub async fn paid(event: Signed<Paid>, orders: AllRowsMut<Order>, _tx: Tx) -> Result<NoContent, Problem> {
    let amount: i64 = event.lines.iter().filter_map(|line| line.amount).sum();
    orders.update(&event.order_id, &Judged { risk_score: amount }).await?;
    Ok(NoContent)
}

#[secure_route(
    put = "/documents/told",
    webhook = "archive",
    all_rows = "documents",
    rate = "5/s by ip",
    waive_tenant = "the archive is of all organisations",
    waive_webhook = "to be told twice changes nothing"
)]
pub async fn told(event: Signed<NewOrder>, documents: AllRows<Document>) -> Result<NoContent, Problem> {
    documents.count().await?;
    drop(event.into_inner());
    Ok(NoContent)
}

#[secure_route(webhook = "by_hand", rate = "5/s")]
pub async fn by_hand(event: Signed<Paid>, audit: Audit) -> NoContent {
    audit.note(event!("order_paid", order = event.order_id));
    NoContent
}
