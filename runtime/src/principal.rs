//! The caller, once the credential is verified.
//!
//! Floor 2.

use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::AtomicU64;

use serde_json::{Map, Value};

use crate::brand::Brand;
use crate::role::{RoleRef, RoleSet, Roles};

/// What a verified credential says. Lives in the cache of verified tokens; never leaves the framework whole.
pub(crate) struct Verified {
    /// The subject as the app knows it.
    pub(crate) subject: String,
    pub(crate) roles: RoleSet,
    pub(crate) scopes: Vec<String>,
    /// The organisation that the credential is for; the roles are those held in it.
    pub(crate) tenant: Option<String>,
    /// Seconds since 1970; the credential is dead from then on.
    pub(crate) expires_at: u64,
    /// The id of the token (`jti`), for the log and for revocation.
    pub(crate) token_id: Option<String>,
    /// The session that the credential is of, where the app has accounts of its own.
    pub(crate) session: Option<SessionClaims>,
    /// Every other claim.
    pub(crate) claims: Map<String, Value>,
    /// The network that it was last used from, as the detectors number networks; zero before its first use.
    pub(crate) network: AtomicU64,
}

/// What a token says of the session and the state of the account that it was made in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SessionClaims {
    /// The session (`sid`).
    pub(crate) id: String,
    /// How often the account's roles, password or state had changed (`epoch`).
    pub(crate) epoch: i64,
}

impl fmt::Debug for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified").field("subject", &self.subject).finish_non_exhaustive()
    }
}

/// The signed-in caller of this request. It borrows the request, so it cannot outlive it.
///
/// ```
/// use portcullis::prelude::*;
///
/// #[derive(Expose)]
/// struct Me {
///     subject: String,
/// }
///
/// #[secure_route(get = "/me", authenticated)]
/// async fn me(caller: Principal) -> Json<Me> {
///     Json(Me { subject: caller.subject().to_owned() })
/// }
/// ```
pub struct Principal<'r> {
    verified: &'r Verified,
    _request: Brand<'r>,
}

impl<'r> Principal<'r> {
    pub(crate) fn of(verified: &'r Verified) -> Self {
        Self { verified, _request: PhantomData }
    }

    /// All that the credential proves.
    pub(crate) fn verified(&self) -> &'r Verified {
        self.verified
    }

    /// The subject, as the app's own rows name their owner.
    pub fn subject(&self) -> &'r str {
        &self.verified.subject
    }

    /// The organisation that the token is for, where it is for one.
    pub fn tenant(&self) -> Option<&'r str> {
        self.verified.tenant.as_deref()
    }

    /// Whether the caller holds this role, directly or by inclusion.
    pub fn holds<R: Roles>(&self, role: R) -> bool {
        self.verified.roles.holds(RoleRef::of(role))
    }

    /// Whether the token was granted this scope.
    pub fn has_scope(&self, scope: &str) -> bool {
        self.verified.scopes.iter().any(|held| held == scope)
    }

    /// The id of the token (`jti`), where it has one.
    pub fn token_id(&self) -> Option<&'r str> {
        self.verified.token_id.as_deref()
    }

    /// The id of the session, where the token is of an account of the app ([`identity::routes`](crate::identity::routes)).
    pub fn session_id(&self) -> Option<&'r str> {
        self.verified.session.as_ref().map(|session| session.id.as_str())
    }

    /// A claim that the framework gives no meaning to.
    pub fn claim(&self, name: &str) -> Option<&'r Value> {
        self.verified.claims.get(name)
    }
}
