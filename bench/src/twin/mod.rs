//! The controls of Portcullis, written by hand: what a good axum team has in 2026.
//!
//! Written to be signed by whoever prefers it so: the usual crates at their current versions, keys and validation
//! built once, one stack of layers boxed once, statements prepared by sqlx as it does by default. What such a team
//! does not have is not here either, such as a memory of tokens that were verified before.

mod caller;
mod headers;
mod input;
mod limit;
mod orders;
mod problem;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use axum::{Router, http::StatusCode, middleware};
use tower::ServiceBuilder;
use tower_http::ServiceBuilderExt;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::MakeRequestUuid;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use crate::Fault;
use crate::data::Store;
use crate::keys::Material;
use caller::Verifier;
use limit::Door;
use problem::Problem;

/// What handlers share.
#[derive(Clone)]
struct AppState {
    store: Store,
}

/// So many a day for each user that it never refuses.
const PLENTY: u32 = 4_000_000_000;

/// The routes, behind their controls.
pub(crate) fn router(store: Store, material: &Material) -> Result<Router, Fault> {
    let verifier = Arc::new(Verifier::new(material)?);
    let per_day = |quota| {
        let door = Door::new(Arc::clone(&verifier), quota)?;
        Ok::<_, Fault>(middleware::from_fn_with_state(Arc::new(door), limit::admit))
    };
    // The layer of catching panics is innermost, so that its answer gets the headers and the line of every other.
    let layers = ServiceBuilder::new()
        .set_x_request_id(MakeRequestUuid)
        .layer(TraceLayer::new_for_http())
        .propagate_x_request_id()
        .map_response(headers::secured)
        .layer(middleware::from_fn(problem::log_refusals))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(10)))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(DefaultBodyLimit::max(64 * 1024));
    Ok(Router::new()
        .route("/me", get(orders::me).layer(per_day(PLENTY)?))
        .route("/once", get(orders::me).layer(per_day(1)?))
        .route(
            "/orders",
            get(orders::list).layer(per_day(PLENTY)?).post(orders::place).layer(per_day(PLENTY)?),
        )
        .route(
            "/orders/{id}",
            get(orders::find)
                .layer(per_day(PLENTY)?)
                .patch(orders::change)
                .layer(per_day(PLENTY)?)
                .delete(orders::remove)
                .layer(per_day(PLENTY)?),
        )
        .route("/search", get(orders::search).layer(per_day(PLENTY)?))
        .route("/report", get(orders::report).layer(per_day(PLENTY)?))
        .fallback(async || Problem::NotFound)
        .method_not_allowed_fallback(async || Problem::MethodNotAllowed)
        .layer(layers)
        .with_state(AppState { store }))
}
