//! Registering, signing in, staying signed in, signing out.
//!
//! Floor 13. OWASP Authentication Cheat Sheet; OWASP ASVS 5.0, 6.3, 7.4, 10.4.

use portcullis::identity::RefreshToken;
use portcullis::prelude::*;

use super::reply::SignedOut;
use crate::accounts::{Desk, Tokens};

/// A name and a password.
#[secure_input]
pub(super) struct NameAndPassword {
    /// A user name or an e-mail address.
    #[validate(length(min = 1, max = 254))]
    name: String,
    #[validate(length(min = 1, max = 128))]
    password: Secret<String>,
}

/// Makes an account, and answers alike whether or not the name was taken.
#[secure_route(post = "/auth/register", public, rate = "20/hour by ip", body_limit = "4kb")]
pub(super) async fn register(
    accounts: Service<Desk>,
    audit: Audit,
    input: Valid<Json<NameAndPassword>>,
) -> Result<NoContent, Problem> {
    accounts.register(&input.name, &input.password, audit.scene()).await?;
    Ok(NoContent)
}

/// Signs in.
#[secure_route(
    post = "/auth/login",
    public,
    rate = ["30/min by ip", "10/min by ip+body.name"],
    body_limit = "4kb"
)]
pub(super) async fn login(
    accounts: Service<Desk>,
    audit: Audit,
    input: Valid<Json<NameAndPassword>>,
) -> Result<Json<Tokens>, Problem> {
    Ok(Json(accounts.sign_in(&input.name, &input.password, audit.scene()).await?))
}

/// A refresh token.
#[secure_input]
pub(super) struct Refresh {
    refresh_token: RefreshToken,
}

/// Trades a refresh token for a new pair of tokens.
#[secure_route(post = "/auth/refresh", public, rate = "60/min by ip", body_limit = "1kb")]
pub(super) async fn refresh(
    accounts: Service<Desk>,
    audit: Audit,
    input: Valid<Json<Refresh>>,
) -> Result<Json<Tokens>, Problem> {
    Ok(Json(accounts.refresh(&input.refresh_token, audit.scene()).await?))
}

/// Signs out here.
#[secure_route(post = "/auth/logout", authenticated, rate = "60/min")]
pub(super) async fn logout(
    accounts: Service<Desk>,
    caller: Principal,
    audit: Audit,
) -> Result<SignedOut, Problem> {
    accounts.end_session(session_of(&caller)?, caller.subject(), audit.scene()).await?;
    Ok(SignedOut)
}

/// Signs out everywhere.
#[secure_route(post = "/auth/logout-everywhere", authenticated, rate = "10/min")]
pub(super) async fn logout_everywhere(
    accounts: Service<Desk>,
    caller: Principal,
    audit: Audit,
) -> Result<SignedOut, Problem> {
    session_of(&caller)?;
    accounts.end_sessions(caller.subject(), audit.scene()).await?;
    Ok(SignedOut)
}

/// The session of a caller who signed in here. A token of another issuer has none: its sessions are that one's to end, and what it says of
/// organisations is not what the accounts say of them.
pub(super) fn session_of<'r>(caller: &Principal<'r>) -> Result<&'r str, Problem> {
    let none =
        || Problem::conflict("urn:portcullis:no-session", "The token is not of a session of this service");
    caller.session_id().ok_or_else(none)
}
