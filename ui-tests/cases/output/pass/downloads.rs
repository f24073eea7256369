//! Rule: a download leaves with a stored file, with declared fields, or with the reason for other bytes

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders/{order_id}/export", role = "customer", owns = "order.user_id")]
async fn export(order: Owned<Order>) -> Download<Json<Order>> {
    Download::json("order.json", order.into_reply())
}

#[secure_route(get = "/picture", public)]
async fn picture() -> Result<Download<StoredFile>, Problem> {
    Err(Problem::not_found())
}

#[secure_route(get = "/export.csv", public, waive_output = "the prices of the shop, which everybody may see")]
async fn prices() -> Download {
    Download::new("prices.csv", "a,1")
}

fn main() {}
