//! What callers do with their own account: its password, its sessions, its end.
//!
//! Floor 13. OWASP ASVS 5.0, 6.2.2, 6.2.3, 7.4.3, 7.5.2.

use portcullis::identity::{Account, Accounts};
use portcullis::prelude::*;

use super::reply::SignedOut;
use super::sign_in::session_of;
use crate::accounts::{Desk, Tokens};

/// A new password, and the current one as proof.
#[secure_input]
pub(super) struct PasswordChange {
    #[validate(length(min = 1, max = 128))]
    current_password: Secret<String>,
    #[validate(length(min = 1, max = 128))]
    password: Secret<String>,
}

/// Changes the password. Every other session ends; the caller goes on with the tokens that this gives.
#[secure_route(post = "/auth/password", authenticated, rate = "5/min", body_limit = "4kb")]
pub(super) async fn change_password(
    accounts: Service<Desk>,
    caller: Principal,
    audit: Audit,
    input: Valid<Json<PasswordChange>>,
) -> Result<Json<Tokens>, Problem> {
    let account = proved(&accounts, &caller, &input.current_password, &audit).await?;
    Ok(Json(accounts.change_password(account, &input.password, audit.scene()).await?))
}

/// The caller's account, once they have proved again to know its password.
async fn proved(
    accounts: &Accounts,
    caller: &Principal<'_>,
    password: &Secret<String>,
    audit: &Audit<'_>,
) -> Result<Account, Problem> {
    session_of(caller)?;
    accounts.proved(caller, password, audit.scene()).await?.ok_or_else(|| {
        Problem::new(
            StatusCode::FORBIDDEN,
            "urn:portcullis:wrong-password",
            "The current password is another",
        )
    })
}

/// A session, as the database has it.
#[derive(Resource)]
#[resource(table = "portcullis_sessions", owner = "subject")]
pub(super) struct Session {
    id: String,
    subject: String,
    epoch: i64,
    created_at: i64,
    used_at: i64,
    ends_at: i64,
}

/// A session that lives.
#[derive(Record)]
struct Living {
    id: String,
    created_at: i64,
    used_at: i64,
    ends_at: i64,
}

/// A session as its owner sees it. Times are seconds since 1970.
#[derive(Expose)]
pub(super) struct ShownSession {
    id: String,
    created_at: i64,
    /// When its tokens were last traded.
    used_at: i64,
    ends_at: i64,
    /// Whether this request is of it.
    current: bool,
}

/// The caller's sessions that live, the last used first.
#[secure_route(get = "/auth/sessions", authenticated, owns = "sessions.subject", rate = "60/min")]
pub(super) async fn list_sessions(
    accounts: Service<Desk>,
    caller: Principal,
    sessions: OwnedSet<Session>,
) -> Result<Json<Vec<ShownSession>>, Problem> {
    let own = session_of(&caller)?;
    let since = accounts.sessions_since(caller.subject()).await?;
    let living = owned_sql!(
        sessions: Session;
        "SELECT sessions.id AS id, sessions.created_at AS created_at, sessions.used_at AS used_at, sessions.ends_at AS ends_at
         FROM sessions WHERE sessions.epoch >= $1 AND sessions.ends_at > $2 ORDER BY sessions.used_at DESC, sessions.id LIMIT 100",
        since, i64::try_from(crate::token::now()).unwrap_or(i64::MAX)
    );
    let living: Vec<Living> = living.all().await?;
    let shown = living.into_iter().map(|session| ShownSession {
        current: session.id == own,
        id: session.id,
        created_at: session.created_at,
        used_at: session.used_at,
        ends_at: session.ends_at,
    });
    Ok(Json(shown.collect()))
}

/// Ends one of the caller's sessions.
#[secure_route(
    delete = "/auth/sessions/{session_id}",
    authenticated,
    owns = "session.subject",
    rate = "60/min"
)]
pub(super) async fn end_session(
    accounts: Service<Desk>,
    caller: Principal,
    audit: Audit,
    session: Owned<Session>,
) -> Result<NoContent, Problem> {
    // The subject may be the same; a token of another issuer is of none of these sessions.
    session_of(&caller)?;
    accounts.end_session(&session.id, caller.subject(), audit.scene()).await?;
    Ok(NoContent)
}

/// The password, as proof.
#[secure_input]
pub(super) struct Proof {
    #[validate(length(min = 1, max = 128))]
    password: Secret<String>,
}

/// Deletes the caller's account.
#[secure_route(post = "/auth/account/delete", authenticated, rate = "5/min", body_limit = "4kb")]
pub(super) async fn delete_account(
    accounts: Service<Desk>,
    caller: Principal,
    audit: Audit,
    input: Valid<Json<Proof>>,
) -> Result<SignedOut, Problem> {
    let account = proved(&accounts, &caller, &input.password, &audit).await?;
    accounts.delete(&account, audit.scene()).await?;
    Ok(SignedOut)
}
