//! Rule: every row is for a role

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/orders", role = "admin", all_rows = "orders")]
pub async fn handler(orders: AllRows<Order>, paging: Valid<Query<Paging>>) -> Result<Page<Order>, Problem> {
    orders.page(&paging).await
}
