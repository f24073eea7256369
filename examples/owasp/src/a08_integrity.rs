//! A08:2021 and A08:2025, Software and Data Integrity Failures: what data becomes when it is read (CWE-502, CWE-915).
//!
//! The attack: fields that the form does not have, types that choose what is made of them, an owner of one's own choice. The guard: a client
//! sends a declared input; each field has a type and a bound, words are of a closed list, unknown fields are refused, and the owner is none of
//! them.

use portcullis::prelude::*;

use crate::{Entry, Role};

/// In the list.
pub const ENTRY: Entry = Entry {
    category: "A08:2021, A08:2025 Software and Data Integrity Failures",
    insecure: "a08_integrity",
    error: include_str!("../insecure/a08_integrity.stderr"),
    secure: "PUT, GET /settings",
    attack: "fields that nobody declared, types that the sender chooses, another's id",
};

pub(crate) const TABLES: &str = "
    CREATE TABLE settings (
        id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL UNIQUE, language TEXT NOT NULL, rows_a_page INTEGER NOT NULL,
        is_staff INTEGER NOT NULL DEFAULT 0);";

pub(crate) fn mount(app: App) -> App {
    app.mount(routes![put_settings, get_settings])
}

/// Settings.
#[derive(Resource, Expose)]
#[resource(table = "settings", owner = "user_id", one_per_owner)]
pub struct Settings {
    /// Their number.
    pub id: i64,
    /// Whose they are.
    pub user_id: i64,
    /// In which language.
    pub language: String,
    /// How many rows a page has.
    pub rows_a_page: i64,
    /// What the app alone says of a user.
    #[resource(server_set)]
    pub is_staff: bool,
}

/// What a client sends.
#[secure_input(creates = Settings)]
pub struct NewSettings {
    #[validate(length(min = 2, max = 8))]
    language: String,
    #[validate(range(min = 5, max = 100))]
    rows_a_page: i64,
}

/// Keeps the caller's settings.
#[secure_route(put = "/settings", role = "customer", owns = "settings.user_id", rate = "60/min")]
pub async fn put_settings(
    settings: OwnedSetMut<Settings>,
    new: Valid<Json<NewSettings>>,
) -> Result<Json<Settings>, Problem> {
    Ok(Json(settings.upsert(&new).await?))
}

/// The caller's settings.
#[secure_route(get = "/settings", role = "customer", owns = "settings.user_id")]
pub async fn get_settings(settings: Owned<Settings>) -> Json<Settings> {
    settings.into_reply()
}
