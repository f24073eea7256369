//! The same by what a handler is given: nothing here is reported.

use portcullis::prelude::*;

/// An order.
#[derive(Resource, Expose)]
#[resource(table = "orders", owner = "user_id")]
pub struct Order {
    id: i64,
    user_id: i64,
    #[resource(filter, sort)]
    status: String,
}

/// How many orders of a kind.
#[derive(Record, Expose)]
pub struct Line {
    status: String,
    orders: i64,
}

/// What is read at start and kept.
#[derive(Service)]
pub struct Settings {
    greeting: String,
    #[service(holds = "what a client to another host would be in")]
    calls: std::sync::Mutex<Vec<String>>,
}

#[secure_route(get = "/orders", authenticated, owns = "orders.user_id")]
async fn search(orders: OwnedSet<Order>, search: Search<Order>) -> Result<Page<Order>, Problem> {
    orders.list(&search).await
}

#[secure_route(get = "/orders-report", authenticated, owns = "orders.user_id")]
async fn report(orders: OwnedSet<Order>, settings: Service<Settings>) -> Result<Json<Vec<Line>>, Problem> {
    let called = settings.calls.lock().map(|calls| calls.len()).unwrap_or_default();
    let least = i64::try_from(settings.greeting.len().min(called)).unwrap_or_default();
    let lines = owned_sql!(
        orders: Order;
        "SELECT status, COUNT(*) AS orders FROM orders WHERE id > $1 GROUP BY status",
        least
    );
    Ok(Json(lines.all().await?))
}

/// The routes.
pub fn mount(app: App) -> App {
    app.mount(routes![search, report])
}
