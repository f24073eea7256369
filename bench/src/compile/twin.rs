//! The package that is written by hand: the controls are the very files of [`crate::twin`].

use super::sources::{Kind, RESOURCES, modules};

pub(super) const MANIFEST: &str = r#"[package]
name = "{name}"
version = "0.1.0"
edition = "2024"
publish = false

[dependencies]
axum = { version = "0.8", default-features = false, features = ["http1", "http2", "tokio", "json", "query", "matched-path"] }
governor = "0.10"
jsonwebtoken = { version = "11", default-features = false, features = ["aws_lc_rs", "use_pem"] }
serde = { version = "1", features = ["derive"] }
sqlx = { version = "0.9", default-features = false, features = ["runtime-tokio", "sqlite", "postgres", "derive"] }
tokio = { version = "1", features = ["macros", "net", "rt-multi-thread"] }
tower = { version = "0.5", default-features = false, features = ["util"] }
tower-http = { version = "0.7", features = ["catch-panic", "request-id", "set-header", "timeout", "trace", "util"] }
tracing = "0.1"
validator = { version = "0.21", features = ["derive"] }
"#;

/// What [`crate::keys`] gives the controls, without the keys of the bench.
const KEYS: &str = r#"//! The provider of tokens.

use jsonwebtoken::DecodingKey;

use crate::Fault;

pub(crate) const ISSUER: &str = "https://issuer.example";
pub(crate) const AUDIENCE: &str = "items-api";
pub(crate) const KEY_ID: &str = "2026";

pub(crate) struct Algorithm;

impl Algorithm {
    pub(crate) fn of_jwt(&self) -> jsonwebtoken::Algorithm {
        jsonwebtoken::Algorithm::RS256
    }
}

pub(crate) struct Material {
    pub(crate) algorithm: Algorithm,
    pub(crate) pem: Vec<u8>,
}

impl Material {
    pub(crate) fn decoding_key(&self) -> Result<DecodingKey, Fault> {
        Ok(DecodingKey::from_rsa_pem(&self.pem)?)
    }
}
"#;

const MAIN: &str = r#"//! Routes by hand.
#![allow(dead_code)]

mod caller;
mod input;
{modules}mod keys;
mod limit;
mod problem;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::http::header::{CACHE_CONTROL, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, StatusCode};
use axum::{Router, middleware};
use serde::Serialize;
use sqlx::SqlitePool;
use tower::ServiceBuilder;
use tower_http::ServiceBuilderExt;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::MakeRequestUuid;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

type Fault = Box<dyn std::error::Error + Send + Sync>;

#[derive(Clone)]
struct AppState {
    pool: SqlitePool,
}

#[derive(serde::Deserialize, validator::Validate)]
#[serde(deny_unknown_fields)]
struct Paging {
    #[validate(range(min = 1, max = 100))]
    limit: Option<u8>,
    after: Option<i64>,
}

#[derive(Serialize)]
struct Page<T> {
    items: Vec<T>,
    next: Option<String>,
}

impl<T> Page<T> {
    fn of(mut items: Vec<T>, size: u8, id: impl Fn(&T) -> i64) -> Self {
        let more = items.len() > usize::from(size);
        items.truncate(usize::from(size));
        let next = if more { items.last().map(|item| id(item).to_string()) } else { None };
        Self { items, next }
    }
}

fn router(pool: SqlitePool, verifier: Arc<caller::Verifier>) -> Result<Router, Fault> {
    let layers = ServiceBuilder::new()
        .set_x_request_id(MakeRequestUuid)
        .layer(TraceLayer::new_for_http())
        .propagate_x_request_id()
        .override_response_header(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"))
        .insert_response_header_if_not_present(CACHE_CONTROL, HeaderValue::from_static("no-store"))
        .layer(middleware::from_fn(problem::log_refusals))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(10)))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(DefaultBodyLimit::max(64 * 1024));
    Ok(Router::new()
{merges}        .fallback(async || problem::Problem::NotFound)
        .method_not_allowed_fallback(async || problem::Problem::MethodNotAllowed)
        .layer(layers)
        .with_state(AppState { pool }))
}

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let pool = SqlitePool::connect("sqlite://items.db").await?;
    let pem = std::fs::read("key.pem")?;
    let verifier = caller::Verifier::new(&keys::Material { algorithm: keys::Algorithm, pem })?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    let service = router(pool, Arc::new(verifier))?.into_make_service_with_connect_info::<SocketAddr>();
    Ok(axum::serve(listener, service).await?)
}
"#;

pub(super) fn support() -> Vec<(&'static str, String)> {
    let merges: String = (0..RESOURCES)
        .map(|resource| format!("        .merge(items{resource}::router(&verifier)?)\n"))
        .collect();
    let main = MAIN.replace("{modules}", &modules()).replace("{merges}", &merges);
    vec![
        ("main.rs", main),
        ("keys.rs", KEYS.to_owned()),
        ("caller.rs", include_str!("../twin/caller.rs").to_owned()),
        ("input.rs", include_str!("../twin/input.rs").to_owned()),
        ("limit.rs", include_str!("../twin/limit.rs").to_owned()),
        ("problem.rs", include_str!("../twin/problem.rs").to_owned()),
    ]
}

const HEAD: &str = r#"//! Items, by hand.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use validator::Validate;

use crate::caller::{Customer, Verifier};
use crate::input::{Id, ValidJson, ValidQuery};
use crate::limit::{self, Door};
use crate::problem::Problem;
use crate::{AppState, Fault, Page, Paging};

#[derive(Serialize, FromRow)]
struct Item {
    id: i64,
    user_id: i64,
    name: String,
    amount: i64,
    note: Option<String>,
    status: String,
}

#[derive(Serialize)]
struct Info {
    subject: String,
    revision: u32,
}

"#;

pub(super) fn resource(resource: usize, routes: &[(usize, Kind)], revision: u32) -> String {
    let mut text = HEAD.to_owned();
    let mut mounts = String::new();
    for (number, kind) in routes {
        let (handler, path, method) = match kind {
            Kind::Authenticated => (authenticated(*number, revision), "info", "get"),
            Kind::Owned => (owned(resource, *number), "view", "get"),
            Kind::List => (list(resource, *number), "list", "get"),
            Kind::Insert => (insert(resource, *number), "add", "post"),
        };
        text.push_str(&handler);
        let id = if *kind == Kind::Owned { "/{item_id}" } else { "" };
        mounts.push_str(&format!(
            "        .route(\"/items{resource}/{path}{number}{id}\", {method}({path}_{number}).layer(door(60)?))\n"
        ));
    }
    text + &format!(
        "pub(crate) fn router(verifier: &Arc<Verifier>) -> Result<Router<AppState>, Fault> {{
    let door = |a_day| {{
        let door = Door::new(Arc::clone(verifier), a_day)?;
        Ok::<_, Fault>(middleware::from_fn_with_state(Arc::new(door), limit::admit))
    }};
    Ok(Router::new()
{mounts}    )
}}
"
    )
}

fn authenticated(number: usize, revision: u32) -> String {
    format!(
        "async fn info_{number}(Customer(caller): Customer) -> Json<Info> {{
    Json(Info {{ subject: caller.id.to_string(), revision: {revision} }})
}}

"
    )
}

fn owned(resource: usize, number: usize) -> String {
    format!(
        "async fn view_{number}(
    State(app): State<AppState>,
    Customer(caller): Customer,
    Id(id): Id,
) -> Result<Json<Item>, Problem> {{
    let statement = \"SELECT id, user_id, name, amount, note, status FROM items{resource} WHERE id = $1 AND user_id = $2\";
    let item: Option<Item> =
        sqlx::query_as(statement).bind(id).bind(caller.id).fetch_optional(&app.pool).await?;
    item.map(Json).ok_or(Problem::NotFound)
}}

"
    )
}

fn list(resource: usize, number: usize) -> String {
    format!(
        "async fn list_{number}(
    State(app): State<AppState>,
    Customer(caller): Customer,
    ValidQuery(paging): ValidQuery<Paging>,
) -> Result<Json<Page<Item>>, Problem> {{
    let size = paging.limit.unwrap_or(20);
    let statement = \"SELECT id, user_id, name, amount, note, status FROM items{resource} \\
                     WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT $3\";
    let items: Vec<Item> = sqlx::query_as(statement)
        .bind(caller.id)
        .bind(paging.after.unwrap_or(i64::MIN))
        .bind(i64::from(size) + 1)
        .fetch_all(&app.pool)
        .await?;
    Ok(Json(Page::of(items, size, |item| item.id)))
}}

"
    )
}

fn insert(resource: usize, number: usize) -> String {
    format!(
        "#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct New{number} {{
    #[validate(length(min = 1, max = 80))]
    name: String,
    #[validate(range(min = 1, max = 100))]
    amount: i64,
    #[validate(length(max = 200))]
    note: Option<String>,
}}

async fn add_{number}(
    State(app): State<AppState>,
    Customer(caller): Customer,
    ValidJson(new): ValidJson<New{number}>,
) -> Result<(StatusCode, Json<Item>), Problem> {{
    let statement = \"INSERT INTO items{resource} (user_id, name, amount, note) VALUES ($1, $2, $3, $4) \\
                     RETURNING id, user_id, name, amount, note, status\";
    let item: Item = sqlx::query_as(statement)
        .bind(caller.id)
        .bind(&new.name)
        .bind(new.amount)
        .bind(&new.note)
        .fetch_one(&app.pool)
        .await?;
    Ok((StatusCode::CREATED, Json(item)))
}}

"
    )
}
