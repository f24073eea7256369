//! A07:2021 and A07:2025, Identification and Authentication Failures: who it is.
//!
//! The attack: a list of passwords, a token that one has written oneself, a token from before. The guard: accounts that are mounted and not
//! written, whose tokens are signed by a key of the operator and die with their session; a key in the source does not compile.

use portcullis::identity;
use portcullis::prelude::*;

use crate::Entry;

/// In the list.
pub const ENTRY: Entry = Entry {
    category: "A07:2021, A07:2025 Authentication Failures",
    insecure: "a07_authentication",
    error: include_str!("../insecure/a07_authentication.stderr"),
    secure: "POST /auth/login and the other routes of accounts; GET /whoami",
    attack: "guessing, tokens without a signature, and a token of a session that has ended",
};

pub(crate) const TABLES: &str = "";

pub(crate) fn mount(app: App) -> App {
    app.mount(identity::routes()).mount(routes![whoami])
}

/// Who calls.
#[derive(Expose)]
pub struct Caller {
    subject: String,
}

/// Says who calls.
#[secure_route(get = "/whoami", authenticated)]
pub async fn whoami(caller: Principal) -> Json<Caller> {
    Json(Caller { subject: caller.subject().to_owned() })
}
