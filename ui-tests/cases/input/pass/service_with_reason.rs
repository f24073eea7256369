//! Rule: a component may hold more than plain data for a reason

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Service)]
pub struct Reports {
    name: String,
    #[service(holds = "the nightly job writes through it")]
    pool: sqlx::SqlitePool,
}

#[derive(Service)]
pub struct Outer {
    inner: std::sync::Arc<Reports>,
}

#[secure_route(get = "/done", public)]
pub async fn handler(outer: Service<Outer>) -> Json<Done> {
    Json(Done { done: !outer.inner.name.is_empty() && !outer.inner.pool.is_closed() })
}
