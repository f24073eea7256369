//! The macros in a crate that renames the dependency, in an older edition.

#![forbid(unsafe_code)]

use gatehouse::prelude::*;

/// Who is who.
#[derive(Clone, Copy, Role)]
pub enum Role {
    /// Orders.
    Customer,
    /// Does everything.
    Admin,
}

/// An order.
#[derive(Resource, Expose)]
#[resource(table = "orders", owner = "user_id")]
pub struct Order {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub user_id: i64,
    /// What.
    pub item: String,
    /// Seen by admins.
    #[expose(role = "admin")]
    pub score: i64,
}

/// What a client sends.
#[secure_input(creates = Order, patches = Order)]
pub struct OrderInput {
    #[validate(length(min = 1, max = 80))]
    item: String,
}

/// What the app sets.
#[derive(Change)]
#[change(patches = Order)]
pub struct Scored {
    score: i64,
}

/// A component.
#[derive(Service)]
pub struct Scores {
    score: i64,
}

/// Changes an order.
#[secure_route(patch = "/orders/{order_id}", role = ["customer", "admin"], owns = "order.user_id", or_role = "admin")]
pub async fn change_order(
    mut order: OwnedMut<Order>,
    input: Valid<Json<OrderInput>>,
    scores: Service<Scores>,
) -> Result<Json<Order>, Problem> {
    order.update(&input).await?;
    order.update(&Scored { score: scores.score }).await?;
    Ok(order.into_reply())
}

/// The app.
pub fn app() -> App {
    App::new(Environment::Production)
        .roles::<Role>()
        .service(Scores { score: 1 })
        .mount(routes![change_order])
}
