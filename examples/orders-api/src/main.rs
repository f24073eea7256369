//! Try.
use portcullis::prelude::*;

/// Roles.
#[derive(Clone, Copy, Role)]
pub enum Role {
    Customer,
    Support,
}

/// Order
#[derive(Resource, Expose)]
#[resource(table = "orders", owner = "user_id")]
pub struct Order {
    pub id: i64,
    pub user_id: i64,
    pub item: String,
    #[expose(role = "support")]
    pub risk_score: i64,
}

#[secure_route(get = "/orders/{order_id}", role = ["customer", "support"], owns = "order.user_id", or_role = "support", rate = "60/min")]
async fn get_order(order: Owned<Order>) -> Json<Order> {
    order.into_reply()
}

#[secure_route(role = "support", owns = "order.user_id", rate = "5/min")]
async fn cancel(order: OwnedMut<Order>) -> Result<NoContent, Problem> {
    order.delete().await?;
    Ok(NoContent)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let app = App::new(Environment::Development)
        .roles::<Role>()
        .mount(routes![get_order])
        .at::<cancel>(Method::POST, "/orders/{order_id}/cancel");
    let ready = app.build().await?;
    tracing::info!("{}", ready.table());
    Ok(())
}
