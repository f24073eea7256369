//! A05:2021 and A02:2025, Security Misconfiguration: what is left open.
//!
//! The attack: a page of another origin that reads answers in the browser of a user; an error that tells of the inside; a start with half of
//! the settings. The guard: origins are listed and there is no wildcard, every answer has the strictest headers, and what is weak or missing
//! does not start.

use portcullis::prelude::*;
use portcullis::{OriginFault, Origins};

use crate::Entry;

/// In the list.
pub const ENTRY: Entry = Entry {
    category: "A05:2021, A02:2025 Security Misconfiguration",
    insecure: "a05_configuration",
    error: include_str!("../insecure/a05_configuration.stderr"),
    secure: "GET /status",
    attack: "reading answers from another origin, and starting with what is weak or missing",
};

pub(crate) const TABLES: &str = "";

pub(crate) fn mount(app: App) -> App {
    app.mount(routes![status])
}

/// Whose pages read answers.
///
/// # Errors
/// An origin is none.
pub fn origins() -> Result<Origins, OriginFault> {
    Origins::list(["https://shop.example"])
}

/// That the app is there.
#[derive(Expose)]
pub struct Status {
    is_up: bool,
}

/// Says that the app is there.
#[secure_route(get = "/status", public)]
pub async fn status() -> Json<Status> {
    Json(Status { is_up: true })
}
