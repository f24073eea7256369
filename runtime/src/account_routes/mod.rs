//! The routes of accounts: secure routes like any app's, written as an app writes them.
//!
//! Floor 13. They take what an app takes, from the prelude; what they do is in [`accounts`](crate::accounts).

mod admin;
mod keys;
mod own;
mod reply;
mod routes;
mod sign_in;

pub use routes::{AccountRoute, AccountRoutes, routes};
