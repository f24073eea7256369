//! The handlers.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use validator::Validate;

use super::AppState;
use super::caller::Customer;
use super::input::{Id, ValidJson, ValidQuery};
use super::problem::Problem;
use crate::data::{Line, Me, Order, Page};

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(super) struct Paging {
    #[validate(range(min = 1, max = 100))]
    limit: Option<u8>,
    after: Option<i64>,
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(super) struct NewOrder {
    #[validate(length(min = 1, max = 80))]
    item: String,
    #[validate(range(min = 1, max = 100))]
    quantity: i64,
}

pub(super) async fn me(Customer(caller): Customer) -> Json<Me> {
    Json(Me { subject: caller.id.to_string(), customer: true })
}

pub(super) async fn find(
    State(app): State<AppState>,
    Customer(caller): Customer,
    Id(id): Id,
) -> Result<Json<Order>, Problem> {
    app.store.find_owned(id, caller.id).await?.map(Json).ok_or(Problem::NotFound)
}

pub(super) async fn list(
    State(app): State<AppState>,
    Customer(caller): Customer,
    ValidQuery(paging): ValidQuery<Paging>,
) -> Result<Json<Page>, Problem> {
    let size = paging.limit.unwrap_or(20);
    Ok(Json(app.store.page_owned(caller.id, paging.after, size).await?))
}

pub(super) async fn place(
    State(app): State<AppState>,
    Customer(caller): Customer,
    ValidJson(new): ValidJson<NewOrder>,
) -> Result<(StatusCode, Json<Order>), Problem> {
    let order = app.store.insert(caller.id, &new.item, new.quantity).await?;
    Ok((StatusCode::CREATED, Json(order)))
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    #[validate(range(min = 1, max = 100))]
    limit: Option<u8>,
    #[serde(rename = "quantity.gte")]
    least: i64,
    #[validate(length(max = 200))]
    sort: String,
}

pub(super) async fn search(
    State(app): State<AppState>,
    Customer(caller): Customer,
    ValidQuery(asked): ValidQuery<Asked>,
) -> Result<Json<Page>, Problem> {
    if asked.sort != "-quantity" {
        return Err(Problem::NotFound);
    }
    let size = asked.limit.unwrap_or(20);
    Ok(Json(app.store.search_owned(Some(caller.id), asked.least, size).await?))
}

#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    #[validate(range(min = 1, max = 100))]
    quantity: i64,
}

pub(super) async fn change(
    State(app): State<AppState>,
    Customer(caller): Customer,
    Id(id): Id,
    ValidJson(change): ValidJson<Change>,
) -> Result<Json<Order>, Problem> {
    let changed = app.store.update(id, caller.id, change.quantity).await?;
    changed.map(Json).ok_or(Problem::NotFound)
}

pub(super) async fn remove(
    State(app): State<AppState>,
    Customer(caller): Customer,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    match app.store.delete(id, caller.id).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::NotFound),
    }
}

pub(super) async fn report(
    State(app): State<AppState>,
    Customer(caller): Customer,
) -> Result<Json<Vec<Line>>, Problem> {
    Ok(Json(app.store.report(caller.id).await?))
}
