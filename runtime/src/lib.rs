//! A secure HTTP handler is the only kind that compiles.
//!
//! One attribute says who may call a route, whose rows it may touch and how often; the compiler checks that
//! sentence, the runtime enforces exactly it, a reviewer reads it. Built on axum and sqlx, on stable Rust.
//!
//! ```
//! use portcullis::prelude::*;
//!
//! #[derive(Clone, Copy, Role)]
//! pub enum Role {
//!     Customer,
//!     Support,
//! }
//!
//! #[derive(Resource, Expose)]
//! #[resource(table = "orders", owner = "user_id")]
//! pub struct Order {
//!     pub id: i64,
//!     pub user_id: i64,
//!     pub item: String,
//!     #[expose(role = "support")]
//!     pub risk_score: i64,
//! }
//!
//! #[secure_route(get = "/orders/{order_id}", role = "customer", owns = "order.user_id", rate = "60/min")]
//! async fn get_order(order: Owned<Order>) -> Json<Order> {
//!     order.into_reply()
//! }
//! ```
//!
//! Begin at [`secure_route`] for the attribute, at [`App`] for what serves the routes, at [`testing`] for tests of
//! an app.
//!
//! Floor 9.

extern crate self as portcullis;

#[doc(hidden)]
pub mod __private;
mod app;
mod checks;
mod const_text;
pub mod contract;
mod database;
mod engines;
mod gate;
pub mod identity;
pub mod input;
mod ownership;
mod policy;
mod principal;
mod problem;
mod proof;
mod refusal;
mod reply;
mod role;
mod route;
mod seal;
#[cfg(any(feature = "testing", doc))]
pub mod testing;

pub use app::{App, BootError, Environment, Ready};
pub use database::{Column, Database};
pub use gate::Mounted;
pub use http::{Method, StatusCode};
pub use input::{ClientIp, Form, Headers, Path, Query, RawRequest, Service, Text, Valid};
pub use ownership::{
    AllRows, AllRowsMut, Owned, OwnedMut, OwnedSet, OwnedSetMut, Paging, RawSql, SqlText, SqlValues,
};
pub use policy::{Access, Quota, Quotas, RoutePolicy, RowRule, Waiver};
pub use portcullis_macros::{Change, Expose, Resource, Role, Service, routes, secure_input, secure_route};
pub use principal::Principal;
pub use problem::Problem;
pub use refusal::FieldFault;
pub use reply::{Created, Json, NoContent, Page};
pub use role::{RoleRef, Roles};

/// What a module of handlers needs: `use portcullis::prelude::*;`.
pub mod prelude {
    pub use crate::{
        AllRows, AllRowsMut, App, Change, ClientIp, Created, Database, Environment, Expose, Form, Headers,
        Json, Method, NoContent, Owned, OwnedMut, OwnedSet, OwnedSetMut, Page, Paging, Path, Principal,
        Problem, Query, RawRequest, RawSql, Resource, Role, Service, StatusCode, Text, Valid, routes,
        secure_input, secure_route,
    };
}
