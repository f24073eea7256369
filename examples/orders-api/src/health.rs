//! Whether the app is up.

use portcullis::prelude::*;

/// The answer.
#[derive(Expose)]
pub struct Health {
    /// Always true: a server that is not up does not answer.
    pub up: bool,
}

/// Says that the app is up.
#[secure_route(get = "/health", public, waive_rate = "load balancers ask every second")]
pub async fn health() -> Json<Health> {
    Json(Health { up: true })
}
