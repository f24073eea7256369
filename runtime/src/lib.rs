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
//! an app. The guarantees have a chapter each in [`docs`].
//!
//! Floor 14.

extern crate self as portcullis;

#[doc(hidden)]
pub mod __private;
mod account_routes;
mod accounts;
mod app;
mod arrival;
mod brand;
mod checks;
mod client_ip;
mod const_text;
pub mod contract;
mod cursor;
mod database;
mod detectors;
pub mod docs;
mod engines;
pub mod events;
mod fold;
mod gate;
mod headers;
pub mod input;
mod meters;
mod never;
#[cfg(test)]
#[cfg(all(feature = "uuid", feature = "chrono", feature = "decimal"))]
mod oracle;
mod origins;
mod ownership;
mod password;
mod policy;
mod principal;
mod problem;
#[cfg(feature = "prometheus")]
pub mod prometheus;
mod proof;
mod quota;
mod reach;
mod refusal;
mod reply;
mod role;
mod route;
mod row_security;
mod seal;
mod secret;
mod stub;
#[cfg(any(feature = "testing", doc))]
pub mod testing;
mod token;
mod token_hash;

pub use app::{App, BootError, Environment, Per, Ready, RowSecurity};
pub use client_ip::{ClientIpFault, ClientIpSource};
pub use database::{Column, Database, Script};
pub use gate::Mounted;
pub use headers::{Framing, Loading, Referring, SecurityHeaders};
pub use http::{Method, StatusCode};
pub use input::{Audit, ClientIp, Form, Headers, Path, Query, RawRequest, Service, Text, Valid};
pub use origins::{OriginFault, Origins};
pub use ownership::{
    ActingFor, AllOf, AllRows, AllRowsMut, Grant, Insert, OwnOf, Owned, OwnedMut, OwnedSet, OwnedSetMut,
    OwnedSql, Paging, Public, Published, RawSql, Ref, Search, SqlText, SqlValues, System, Tx,
};
pub use password::{CostFault, PasswordCost, PasswordHash};
pub use policy::{Access, Quota, QuotaKey, Quotas, RoutePolicy, RowRule, Waiver};
/// Declares values for columns that the app itself sets: `#[change(creates = Order)]`, `#[change(patches = Order)]`.
///
/// The fields are columns of the row, checked by the compiler: never the id and never the owner. Unlike a
/// `#[secure_input]` it may set what the row calls `server_set`, and no client can send it.
///
/// ```
/// use portcullis::prelude::*;
/// # #[derive(Resource, Expose)]
/// # #[resource(table = "orders", owner = "user_id")]
/// # struct Order { id: i64, user_id: i64, #[resource(server_set)] status: String }
///
/// #[derive(Change)]
/// #[change(patches = Order)]
/// struct Cancelled {
///     status: String,
/// }
/// ```
pub use portcullis_macros::Change;
/// Declares which fields leave, and to whom: `#[expose(role = "support")]`, `#[expose(never)]`, `#[expose(public)]`.
///
/// Fields without an attribute leave to whoever may call the route. `#[expose(rename = "…")]` and
/// `#[expose(rename_all = "camelCase")]` name them for clients. An enum of plain variants leaves as the variant in snake
/// case. The chapter is [`docs::output`].
///
/// ```
/// use portcullis::prelude::*;
/// # #[derive(Clone, Copy, Role)] enum Role { Support }
///
/// #[derive(Expose)]
/// #[expose(rename_all = "camelCase")]
/// struct Order {
///     order_id: i64,
///     #[expose(role = "support")]
///     risk_score: i64,
/// }
/// ```
pub use portcullis_macros::Expose;
/// Declares the levels of grants, from the lowest to the highest; `#[level(writes)]` stands on those that may write.
///
/// ```
/// use portcullis::prelude::*;
///
/// #[derive(Clone, Copy, Level)]
/// enum DocumentLevel {
///     Read,
///     #[level(writes)]
///     Edit,
/// }
/// ```
pub use portcullis_macros::Level;
/// Declares a row of a SELECT of [`owned_sql!`]: its fields are what the SELECT gives, in its order.
///
/// ```
/// use portcullis::prelude::*;
///
/// #[derive(Record, Expose)]
/// struct MonthlyTotal {
///     month: String,
///     orders: i64,
/// }
/// ```
pub use portcullis_macros::Record;
/// Declares the row of a table: `#[resource(table = "orders", owner = "user_id")]`.
///
/// The fields are the columns. `key = "…"` names the column that identifies a row, by default `id`. A field with
/// `#[resource(server_set)]` is one that no client's input sets. The chapter is [`docs::ownership`].
///
/// ```
/// use portcullis::prelude::*;
///
/// #[derive(Resource, Expose)]
/// #[resource(table = "profiles", owner = "user_id", key = "name")]
/// struct Profile {
///     name: String,
///     user_id: i64,
///     #[resource(server_set)]
///     visits: i64,
/// }
/// ```
pub use portcullis_macros::Resource;
/// Declares the roles of an app: an enum of at most 64 plain variants, `#[role(includes(Support))]` for hierarchies.
///
/// The chapter is [`docs::role`].
///
/// ```
/// use portcullis::prelude::*;
///
/// #[derive(Clone, Copy, Role)]
/// enum Role {
///     Support,
///     #[role(includes(Support))]
///     Admin,
/// }
/// ```
pub use portcullis_macros::Role;
/// Declares a component of the app, which handlers take as [`Service<T>`](struct@Service).
///
/// Its fields are plain data and other components. Any other field needs `#[service(holds = "reason")]`, which the route
/// table lists.
///
/// ```
/// use portcullis::prelude::*;
///
/// #[derive(Service)]
/// struct Mailer {
///     sender: String,
///     #[service(holds = "queues mail for the nightly job")]
///     queue: std::sync::Mutex<Vec<String>>,
/// }
/// ```
pub use portcullis_macros::Service;
#[doc = include_str!("docs/owned_sql.md")]
pub use portcullis_macros::owned_sql;
/// Names secure routes for mounting: `app.mount(routes![get_order, orders::list])`.
///
/// Whatever is not a secure route is an error at its name.
pub use portcullis_macros::routes;
#[doc = include_str!("docs/secure_input.md")]
pub use portcullis_macros::secure_input;
#[doc = include_str!("docs/secure_route.md")]
pub use portcullis_macros::secure_route;
pub use principal::Principal;
pub use problem::Problem;
pub use refusal::FieldFault;
pub use reply::{Created, Json, NoContent, Page};
pub use role::{RoleRef, Roles};
pub use secret::{Secret, SecretFault};
pub use token_hash::TokenHash;

/// Who calls: issuers of tokens and their keys.
pub mod identity {
    pub use crate::account_routes::{AccountRoute, AccountRoutes, routes};
    pub use crate::accounts::{
        Account, AccountChange, AccountStore, Accounts, AccountsBuilder, AccountsFault, LoginName,
        NewAccount, RefreshToken, StoreAnswer,
    };
    pub use crate::password::{KeptPassword, PasswordToKeep};
    pub use crate::token::{AccessToken, Issuer, KeyFault, KeyRing, MintFault, TokenRequest};
}

/// What a module of handlers needs: `use portcullis::prelude::*;`.
pub mod prelude {
    pub use crate::{
        AllRows, AllRowsMut, App, Audit, Change, ClientIp, ClientIpSource, Created, Database, Environment,
        Expose, Form, Headers, Insert, Json, Level, Method, NoContent, Owned, OwnedMut, OwnedSet,
        OwnedSetMut, Page, Paging, PasswordHash, Path, Per, Principal, Problem, Public, Published, Query,
        RawRequest, RawSql, Record, Ref, Resource, Role, RowSecurity, Script, Search, Secret, Service,
        StatusCode, Text, TokenHash, Tx, Valid, event, owned_sql, routes, secure_input, secure_route,
    };
}
