//! The same work on axum with no control at all: what the other two are measured against.
//!
//! It believes whatever a client says, who they are included.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;

use crate::data::{Me, Order, Page, Store};

#[derive(Deserialize)]
struct Paging {
    limit: u8,
    after: i64,
}

#[derive(Deserialize)]
struct NewOrder {
    user_id: i64,
    item: String,
    quantity: i64,
}

fn failed(_: sqlx::Error) -> StatusCode {
    StatusCode::INTERNAL_SERVER_ERROR
}

async fn me() -> Json<Me> {
    Json(Me { subject: "1".to_owned(), customer: true })
}

async fn get_order(State(store): State<Store>, Path(id): Path<i64>) -> Result<Json<Order>, StatusCode> {
    store.find(id).await.map_err(failed)?.map(Json).ok_or(StatusCode::NOT_FOUND)
}

async fn list_orders(
    State(store): State<Store>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page>, StatusCode> {
    store.page(paging.after, paging.limit).await.map(Json).map_err(failed)
}

async fn place_order(
    State(store): State<Store>,
    Json(new): Json<NewOrder>,
) -> Result<(StatusCode, Json<Order>), StatusCode> {
    let order = store.insert(new.user_id, &new.item, new.quantity).await.map_err(failed)?;
    Ok((StatusCode::CREATED, Json(order)))
}

/// The routes.
pub(crate) fn router(store: Store) -> Router {
    Router::new()
        .route("/me", get(me))
        .route("/orders", get(list_orders).post(place_order))
        .route("/orders/{id}", get(get_order))
        .with_state(store)
}
