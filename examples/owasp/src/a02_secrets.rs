//! A02:2021 and A04:2025, Cryptographic Failures: what a thief of the database reads.
//!
//! The attack: a copy of the database, from a backup or by another hole. The guard: a column with the name of a secret is the hash of it, what
//! has to be read again is sealed, and neither is told to anybody who is not named.

use portcullis::prelude::*;

use crate::{Entry, Role};

/// In the list.
pub const ENTRY: Entry = Entry {
    category: "A02:2021, A04:2025 Cryptographic Failures",
    insecure: "a02_secrets",
    error: include_str!("../insecure/a02_secrets.stderr"),
    secure: "PUT, GET /member; POST /member/check",
    attack: "reading the file of the database for what was sent",
};

pub(crate) const TABLES: &str = "
    CREATE TABLE members (
        id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL UNIQUE, tax_number BLOB NOT NULL, api_token TEXT NOT NULL);";

pub(crate) fn mount(app: App) -> App {
    app.mount(routes![put_member, get_member, check_member])
}

/// A member.
#[derive(Resource, Expose)]
#[resource(table = "members", owner = "user_id", one_per_owner)]
pub struct Member {
    /// Its number.
    pub id: i64,
    /// Who it is.
    pub user_id: i64,
    /// Sealed where it lies; seen by nobody else.
    #[expose(owner)]
    pub tax_number: Sealed<String>,
    /// Only ever compared.
    #[expose(never)]
    pub api_token: TokenHash,
}

/// What a client sends.
#[secure_input]
pub struct NewMember {
    #[validate(length(max = 20))]
    tax_number: String,
    #[validate(length(min = 20, max = 100))]
    api_token: Secret<String>,
}

/// What is kept of it.
#[derive(Change)]
#[change(creates = Member)]
struct Kept {
    tax_number: String,
    api_token: TokenHash,
}

/// Whether it was the token.
#[derive(Expose)]
pub struct Checked {
    matches: bool,
}

/// Keeps what the caller is to be known by.
#[secure_route(put = "/member", role = "customer", owns = "members.user_id", rate = "20/min")]
pub async fn put_member(
    members: OwnedSetMut<Member>,
    new: Valid<Json<NewMember>>,
) -> Result<Json<Member>, Problem> {
    let kept = Kept { tax_number: new.tax_number.clone(), api_token: TokenHash::of(&new.api_token) };
    Ok(Json(members.upsert(&kept).await?))
}

/// The caller.
#[secure_route(get = "/member", role = "customer", owns = "member.user_id")]
pub async fn get_member(member: Owned<Member>) -> Json<Member> {
    member.into_reply()
}

/// Compares a token, in constant time.
#[secure_route(post = "/member/check", role = "customer", owns = "member.user_id", rate = "20/min")]
pub async fn check_member(member: Owned<Member>, sent: Valid<Json<NewMember>>) -> Json<Checked> {
    Json(Checked { matches: member.api_token.matches(&sent.api_token) })
}
