//! The same routes on Portcullis.

use axum::Router;
use portcullis::identity::{Issuer, KeyRing};
use portcullis::prelude::*;

use crate::Fault;
use crate::keys::{AUDIENCE, Algorithm, ISSUER, KEY_ID, Material};

#[derive(Clone, Copy, Debug, Role)]
enum Role {
    Customer,
    Support,
    #[role(includes(Support))]
    Admin,
}

#[derive(Resource, Expose)]
#[resource(table = "orders", owner = "user_id")]
struct Order {
    id: i64,
    user_id: i64,
    item: String,
    #[resource(filter, sort)]
    quantity: i64,
    #[resource(server_set)]
    status: String,
}

#[secure_input(creates = Order)]
struct NewOrder {
    #[validate(length(min = 1, max = 80))]
    item: String,
    #[validate(range(min = 1, max = 100))]
    quantity: i64,
}

#[derive(Expose)]
struct Me {
    subject: String,
    customer: bool,
}

#[secure_route(get = "/me", role = "customer", rate = "1000000/s")]
async fn me(caller: Principal) -> Json<Me> {
    Json(Me { subject: caller.subject().to_owned(), customer: caller.holds(Role::Customer) })
}

#[secure_route(get = "/once", role = "customer", rate = "1/day")]
async fn once(caller: Principal) -> Json<Me> {
    Json(Me { subject: caller.subject().to_owned(), customer: caller.holds(Role::Customer) })
}

#[secure_route(get = "/orders/{id}", role = "customer", owns = "order.user_id", rate = "1000000/s")]
async fn get_order(order: Owned<Order>) -> Json<Order> {
    order.into_reply()
}

#[secure_route(get = "/orders", role = "customer", owns = "orders.user_id", rate = "1000000/s")]
async fn list_orders(orders: OwnedSet<Order>, paging: Valid<Query<Paging>>) -> Result<Page<Order>, Problem> {
    orders.page(&paging).await
}

#[secure_route(post = "/orders", role = "customer", owns = "orders.user_id", rate = "1000000/s")]
async fn place_order(
    orders: OwnedSetMut<Order>,
    input: Valid<Json<NewOrder>>,
) -> Result<Created<Order>, Problem> {
    Ok(Created(orders.insert(&input).await?))
}

#[secure_route(get = "/search", role = "customer", owns = "orders.user_id", rate = "1000000/s")]
async fn search_orders(orders: OwnedSet<Order>, search: Search<Order>) -> Result<Page<Order>, Problem> {
    orders.list(&search).await
}

#[secure_input(patches = Order)]
struct OrderChange {
    #[validate(range(min = 1, max = 100))]
    quantity: i64,
}

#[secure_route(patch = "/orders/{id}", role = "customer", owns = "orders.user_id", rate = "1000000/s")]
async fn change_order(
    orders: OwnedSetMut<Order>,
    which: Valid<Path<Which>>,
    change: Valid<Json<OrderChange>>,
) -> Result<Json<Order>, Problem> {
    Ok(Json(orders.update(&which.id, &change).await?))
}

#[secure_input]
struct Which {
    id: i64,
}

#[secure_route(delete = "/orders/{id}", role = "customer", owns = "orders.user_id", rate = "1000000/s")]
async fn remove_order(orders: OwnedSetMut<Order>, which: Valid<Path<Which>>) -> Result<NoContent, Problem> {
    orders.delete(&which.id).await?;
    Ok(NoContent)
}

#[derive(Record, Expose)]
struct Line {
    status: String,
    orders: i64,
    pieces: i64,
}

#[secure_route(get = "/report", role = "customer", owns = "orders.user_id", rate = "1000000/s")]
async fn report(orders: OwnedSet<Order>) -> Result<Json<Vec<Line>>, Problem> {
    let lines = owned_sql!(
        orders: Order;
        "SELECT status, COUNT(*) AS orders, CAST(SUM(quantity) AS BIGINT) AS pieces FROM orders
         WHERE quantity > $1 GROUP BY status ORDER BY status",
        0_i64
    );
    Ok(Json(lines.all().await?))
}

/// The routes, behind the gate.
pub(crate) async fn router(database: Database, material: &Material) -> Result<Router, Fault> {
    let (ring, key) = (KeyRing::new(), material.verifying.as_slice());
    let ring = match material.algorithm {
        Algorithm::Hs256 => ring.hs256(KEY_ID, &portcullis::testing::secret(key))?,
        Algorithm::Es256 => ring.es256(KEY_ID, key)?,
        Algorithm::Rs256 => ring.rs256(KEY_ID, key)?,
    };
    let issuer = Issuer::outside(ISSUER, AUDIENCE, ring, |subject| Some(subject.to_owned()))
        .role("customer", Role::Customer)
        .role("support", Role::Support)
        .role("admin", Role::Admin);
    // On loopback alone, and no proxy in front.
    let app = App::new(Environment::Development)
        .roles::<Role>()
        .database(database)
        .issuer(issuer)
        .mount(routes![me, once, get_order, list_orders, place_order])
        .mount(routes![search_orders, change_order, remove_order, report]);
    Ok(app.build().await?.into_router())
}
