//! Makes access tokens of the app's own issuer.
//!
//! Floor 3. The accounts sign by it; an application gives no token to whom it likes, but for its tests.

use std::fmt;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use super::issuer::Issuer;
use super::signed::name;
use super::{LEEWAY, now};
#[cfg(not(any(feature = "testing", doc, test)))]
use crate::never::Never;
use crate::role::{RoleRef, Roles};

/// Why no token was made.
#[derive(Debug, thiserror::Error)]
pub enum MintFault {
    /// The ring of the issuer only verifies.
    #[error("the issuer has no signing key")]
    NoSigningKey,
    /// The issuer is an outside provider, whose tokens are its own to make.
    #[error("tokens of an outside issuer are not made here")]
    Outside,
    /// The key did not sign.
    #[error("the key did not sign")]
    Signing(#[from] jsonwebtoken::errors::Error),
}

/// What a new access token says.
#[derive(Debug, Clone)]
pub struct TokenRequest {
    subject: String,
    roles: Vec<RoleRef>,
    /// Roles by name, of the app's own issuer.
    role_names: Vec<String>,
    scopes: Vec<String>,
    tenant: Option<String>,
    claims: Map<String, Value>,
    lifetime: Duration,
}

impl TokenRequest {
    /// A token for this subject, without roles, for 15 minutes.
    pub fn new(subject: impl fmt::Display) -> Self {
        Self {
            subject: subject.to_string(),
            roles: Vec::new(),
            role_names: Vec::new(),
            scopes: Vec::new(),
            tenant: None,
            claims: Map::new(),
            lifetime: Duration::from_secs(15 * 60),
        }
    }

    /// With these roles too.
    #[must_use]
    pub fn roles<R: Roles>(mut self, roles: impl IntoIterator<Item = R>) -> Self {
        self.roles.extend(roles.into_iter().map(RoleRef::of));
        self
    }

    /// With the roles of these names too.
    pub(crate) fn role_names(mut self, names: &[String]) -> Self {
        self.role_names.extend_from_slice(names);
        self
    }

    /// With this scope too.
    #[must_use]
    pub fn scope(mut self, scope: &str) -> Self {
        self.scopes.push(scope.to_owned());
        self
    }

    /// For this organisation; the roles are those held in it.
    #[must_use]
    pub fn tenant(mut self, tenant: impl fmt::Display) -> Self {
        self.tenant = Some(tenant.to_string());
        self
    }

    /// With this claim too. A claim that the framework gives a meaning to keeps that meaning.
    #[must_use]
    pub fn claim(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.claims.insert(name.to_owned(), value.into());
        self
    }

    /// Valid for this long.
    #[must_use]
    pub fn lasting(mut self, lifetime: Duration) -> Self {
        self.lifetime = lifetime;
        self
    }
}

/// A signed access token. It is a credential: it has no `Display`, and `Debug` shows nothing of it.
pub struct AccessToken(String);

impl AccessToken {
    /// The text to put behind `Authorization: Bearer `.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

impl Issuer {
    /// Signs a token of the shape of RFC 9068 with the ring's signing key: in tests alone, with the feature `testing`. An application's tokens come
    /// from its accounts.
    ///
    /// # Errors
    /// The issuer is an outside one, or its ring has no signing key.
    #[cfg(any(feature = "testing", doc, test))]
    pub fn mint(&self, request: &TokenRequest) -> Result<AccessToken, MintFault> {
        self.sign(request)
    }

    /// Stands where `mint` is missing, to say why.
    #[cfg(not(any(feature = "testing", doc, test)))]
    #[doc(hidden)]
    pub fn mint<R: MintedInTests>(&self, request: &R) -> Result<AccessToken, MintFault> {
        request.refused()
    }

    /// Signs a token with the ring's signing key, for accounts.
    pub(crate) fn sign(&self, request: &TokenRequest) -> Result<AccessToken, MintFault> {
        if !self.is_own() {
            return Err(MintFault::Outside);
        }
        let keys = self.ring.snapshot();
        let key = keys.keys.signing.as_ref().ok_or(MintFault::NoSigningKey)?;
        let now = now();
        let roles = request.roles.iter().filter_map(|role| self.name_of(*role));
        let roles: Vec<&str> = roles.chain(request.role_names.iter().map(String::as_str)).collect();
        let mut claims = request.claims.clone();
        let id: u128 = rand::random();
        for (claim, value) in [
            ("iss", json!(self.name)),
            ("aud", json!(self.audience)),
            ("sub", json!(request.subject)),
            ("exp", json!(now.saturating_add(request.lifetime.as_secs()))),
            ("iat", json!(now)),
            ("nbf", json!(now.saturating_sub(LEEWAY))),
            ("jti", json!(format!("{id:032x}"))),
            ("scope", json!(request.scopes.join(" "))),
            (self.role_claim.as_str(), json!(roles)),
        ] {
            claims.insert(claim.to_owned(), value);
        }
        if let Some(tenant) = &request.tenant {
            claims.insert(self.tenant_claim.clone(), json!(tenant));
        }
        let typ = self.types.first().map_or("at+jwt", String::as_str);
        let header = json!({ "alg": name(key.algorithm), "kid": key.id, "typ": typ });
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(header), part(Value::Object(claims)));
        let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &key.signing, key.algorithm)?;
        Ok(AccessToken(format!("{message}.{signature}")))
    }
}

/// What a token is minted from without tests: nothing.
#[cfg(not(any(feature = "testing", doc, test)))]
#[diagnostic::on_unimplemented(
    message = "token: only tests mint tokens for whom they like",
    label = "no access token is made of this",
    note = "let people sign in by the routes of the accounts; for tests, enable the feature `testing` under `[dev-dependencies]`"
)]
pub trait MintedInTests: Never {
    #[doc(hidden)]
    fn refused(&self) -> Result<AccessToken, MintFault>;
}
