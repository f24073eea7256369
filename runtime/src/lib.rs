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
mod content;
pub mod contract;
mod cursor;
mod database;
mod detectors;
mod devices;
pub mod docs;
#[cfg(feature = "egress")]
mod egress;
mod engines;
pub mod events;
#[cfg(feature = "exec")]
pub mod exec;
mod fold;
mod gate;
mod headers;
pub mod input;
mod key_files;
mod limits;
mod markup;
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
mod sealed;
mod secret;
mod slots;
mod stub;
#[cfg(any(feature = "testing", doc))]
pub mod testing;
mod token;
mod token_hash;
mod unseen;
mod uploads;
mod webhook;

pub use app::{App, BootError, Environment, Per, Ready, RowSecurity};
pub use client_ip::{ClientIpFault, ClientIpSource};
pub use content::FileKind;
pub use database::{Column, Database, Script};
#[cfg(feature = "egress")]
pub use egress::{EgressHost, PublicEgress, UrlFault};
#[cfg(feature = "exec")]
pub use exec::Program;
pub use gate::Mounted;
pub use headers::{Framing, Loading, Referring, SecurityHeaders};
pub use http::{Method, StatusCode};
#[cfg(feature = "exec")]
pub use input::Exec;
pub use input::{
    Audit, ClientIp, Form, Headers, Hostname, HostnameFault, Multipart, Path, Port, Query, RawRequest,
    Service, Signed, Text, UploadedFile, Uploads, UploadsMut, Valid,
};
#[cfg(feature = "egress")]
pub use input::{
    Egress, EgressMut, EgressPath, EgressReply, EgressRequest, Https, PlainHttp, PublicUrl, UrlScheme,
};
pub use limits::Limits;
pub use markup::{Html, Link, LinkFault, Outside, Redirect};
pub use origins::{OriginFault, Origins};
pub use ownership::{
    ActingFor, AllOf, AllRows, AllRowsMut, Grant, Insert, OwnOf, Owned, OwnedMut, OwnedSet, OwnedSetMut,
    OwnedSql, Paging, Public, Published, RawSql, Ref, Resealed, Search, SqlText, SqlValues, System, Tx,
};
pub use password::{CostFault, PasswordCost, PasswordHash};
pub use policy::{Access, EgressPolicy, Quota, QuotaKey, Quotas, RoutePolicy, RowRule, Waiver};
/// Declares words that a program may be given as arguments: an enum of plain variants.
///
/// A variant is given in snake case, or as `#[argument(rename = "…")]` on it and `#[argument(rename_all = "UPPERCASE")]` on the enum say; never as what begins with `-`
/// or has a blank in it. The chapter is [`docs::exec`].
///
/// ```
/// use portcullis::prelude::*;
///
/// #[derive(Argument)]
/// #[argument(rename_all = "UPPERCASE")]
/// enum RecordType {
///     A,
///     Aaaa,
///     Mx,
/// }
/// ```
#[cfg(feature = "exec")]
pub use portcullis_macros::Argument;
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
/// Declares which fields leave, and to whom: `#[expose(role = "support")]`, `#[expose(owner)]`, `#[expose(never)]`, `#[expose(public)]`.
///
/// `#[expose(owner)]` is whom a column of the row names as its owner, on whatever route the row was reached; with a role beside it either sees the field. Fields without an attribute leave to whoever may call the route. `#[expose(rename = "…")]` and
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
/// Declares a form with files, which a handler takes as [`Valid<Multipart<T>>`](Multipart).
///
/// A field with `#[upload(…)]` is a file, several of them or none: [`UploadedFile`], `Vec` or `Option` of it. It says what bounds it: `kinds`, of `png`, `jpeg`,
/// `gif`, `webp`, `pdf` and `text`; `size`, the most bytes of one file; `count`, the most files; for images `pixels`, the most of width times height, by
/// default 40 million. `keep_name` keeps what the client called it, cleaned. The other fields are those of a [`secure_input`](macro@secure_input). The chapter is
/// [`docs::uploads`].
///
/// ```
/// use portcullis::prelude::*;
///
/// #[derive(Upload)]
/// struct NewAvatar {
///     #[upload(kinds = ["png", "jpeg"], size = "1mb", count = 1)]
///     avatar: UploadedFile,
///     #[validate(length(min = 1, max = 80))]
///     caption: String,
/// }
/// # #[derive(Expose)] struct Kept { bytes: usize }
///
/// #[secure_route(post = "/avatar", authenticated, body_limit = "1100kb")]
/// async fn set_avatar(form: Valid<Multipart<NewAvatar>>) -> Result<Json<Kept>, Problem> {
///     let _name: StoredName = form.avatar.store().await?;
///     Ok(Json(Kept { bytes: form.avatar.bytes().len() }))
/// }
/// ```
pub use portcullis_macros::Upload;
/// An address that the compiler has judged, as a constant [`Link`]: `link!("/orders")`, `link!("https://example.org/")`.
pub use portcullis_macros::link;
#[doc = include_str!("docs/markup_attribute.md")]
pub use portcullis_macros::markup;
/// A place outside of the app that the compiler has judged: `outside!("https://example.org/")`, for [`Redirect::outside`].
pub use portcullis_macros::outside;
#[doc = include_str!("docs/owned_sql.md")]
pub use portcullis_macros::owned_sql;
/// A path on a host that the route declares, judged by the compiler, for [`Egress::get`](crate::Egress): `path!("/v1/customers/{}/charges", id)`.
///
/// Each `{}` is filled by a text, a number or a UUID, which is percent-encoded and stays one part of the path: a value that is empty, or that leads upwards in any encoding, is
/// 404. A query is given by [`EgressRequest::query`].
///
/// ```
/// use portcullis::path;
///
/// let customer = "a/../b?x=1";
/// # let customer = "a";
/// let path = path!("/v1/customers/{}/charges/{}", customer, 7);
/// ```
#[cfg(feature = "egress")]
pub use portcullis_macros::path;
/// Names secure routes for mounting: `app.mount(routes![get_order, orders::list])`.
///
/// Whatever is not a secure route is an error at its name.
pub use portcullis_macros::routes;
#[doc = include_str!("docs/secure_input.md")]
pub use portcullis_macros::secure_input;
#[doc = include_str!("docs/secure_route.md")]
pub use portcullis_macros::secure_route;
pub use principal::Principal;
pub use problem::{Problem, ProblemBody, ProblemDetails, RenderProblem};
pub use refusal::FieldFault;
pub use reply::{Created, Download, Json, Media, NoContent, Page};
pub use role::{RoleRef, Roles};
#[cfg(feature = "egress")]
pub use route::outside::PublicInternet;
pub use sealed::{Opened, Sealed, SealedValue, SealingFault, SealingKeys};
pub use secret::{Secret, SecretFault};
pub use token_hash::TokenHash;
pub use uploads::{StoredFile, StoredName, UploadFolder};
pub use webhook::{WebhookKeys, WebhookScheme};

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
        AllRows, AllRowsMut, App, Audit, Change, ClientIp, ClientIpSource, Created, Database, Download,
        Environment, Expose, FileKind, Form, Headers, Html, Insert, Json, Level, Link, Method, Multipart,
        NoContent, Owned, OwnedMut, OwnedSet, OwnedSetMut, Page, Paging, PasswordHash, Path, Per, Principal,
        Problem, Public, Published, Query, RawRequest, RawSql, Record, Redirect, Ref, Resource, Role,
        RowSecurity, Script, Sealed, Search, Secret, Service, Signed, StatusCode, StoredFile, StoredName,
        Text, TokenHash, Tx, Upload, UploadFolder, UploadedFile, Uploads, UploadsMut, Valid, WebhookKeys,
        event, link, markup, outside, owned_sql, routes, secure_input, secure_route,
    };
    #[cfg(feature = "exec")]
    pub use crate::{Argument, Exec, Program, flag};
    #[cfg(feature = "egress")]
    pub use crate::{
        Egress, EgressHost, EgressMut, EgressReply, PlainHttp, PublicEgress, PublicInternet, PublicUrl, path,
    };
    pub use crate::{Hostname, Port};
}
