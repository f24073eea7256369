//! Rule: the bare form is a whole policy

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(role = "admin", owns = "order.user_id", rate = "5/min")]
pub async fn handler(order: OwnedMut<Order>) -> Result<NoContent, Problem> {
    order.delete().await?;
    Ok(NoContent)
}

pub fn app() -> App {
    App::new(Environment::Production).at::<handler>(Method::DELETE, "/orders/{order_id}")
}
