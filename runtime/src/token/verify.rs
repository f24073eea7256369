//! From the text of a token to what it proves, or to why it proves nothing.
//!
//! Floor 3. Order: shape, header, issuer, key, signature, then claims; nothing unsigned is believed but the choice of
//! the issuer and the key, and that key decides the algorithm.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use serde_json::{Map, Value};

use super::cache::{Cache, Known};
use super::claims::{Claims, Object};
use super::issuer::Issuer;
use super::signed::Signed;
use super::{EPOCH_CLAIM, LEEWAY, LONGEST_LIFE, SESSION_CLAIM, live, now};
use crate::principal::{SessionClaims, Verified};
use crate::refusal::Refusal;
use crate::role::{RoleSet, RoleTable};

/// Verifies tokens of the configured issuers.
pub(crate) struct Authenticator {
    issuers: Vec<Arc<Issuer>>,
    roles: Option<RoleTable>,
    cache: Cache,
}

impl Authenticator {
    pub(crate) fn new(issuers: Vec<Arc<Issuer>>, roles: Option<RoleTable>) -> Self {
        Self { issuers, roles, cache: Cache::new() }
    }

    /// Keeps the keys of the issuers as they are at their places, for as long as the issuers are used.
    pub(crate) fn watch_keys(&self) {
        // Without a runtime there are no requests either.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        for issuer in &self.issuers {
            runtime.spawn(live::reread(Arc::downgrade(issuer)));
            #[cfg(feature = "jwks")]
            runtime.spawn(super::provider::refresh(Arc::downgrade(issuer)));
        }
    }

    /// What a token proves that was verified before; `None` where this one was not, or by keys that have changed since. Expiry is
    /// judged at every call.
    pub(crate) fn remembered(&self, token: &str) -> Option<Result<Arc<Verified>, Refusal>> {
        let known = self.cache.get(token)?;
        if !self.issuers.get(known.issuer)?.ring.holds(known.generation) {
            self.cache.forget(token);
            return None;
        }
        let unexpired = alive(&known.verified, now());
        if unexpired.is_err() {
            self.cache.forget(token);
        }
        Some(unexpired.map(|()| known.verified))
    }

    /// What a token proves by its signature and its claims. It waits where the keys of a provider must be asked for.
    pub(crate) async fn verify(&self, token: &str) -> Result<Arc<Verified>, Refusal> {
        let signed = Signed::read(token).map_err(Refusal::BadCredential)?;
        let payload: Object = serde_json::from_slice(&signed.payload)
            .map_err(|_| Refusal::BadCredential("the claims are no object"))?;
        let (at, issuer) =
            self.issuer(&payload).ok_or(Refusal::BadCredential("the issuer is not one of the app's"))?;
        let keys = issuer.keys_with(&signed.header.kid).await?;
        let now = now();
        let read = || {
            let key = keys.keys.find(&signed.header.kid).ok_or("the issuer has no key of this id")?;
            signed.check(key)?;
            self.judge(issuer, &signed, payload, now)
        };
        let verified = Arc::new(read().map_err(Refusal::BadCredential)?);
        alive(&verified, now)?;
        // With the number of the keys that were asked, so that a change meanwhile counts.
        let known = Known { verified: Arc::clone(&verified), issuer: at, generation: keys.generation };
        self.remember(token, known);
        Ok(verified)
    }

    pub(super) fn remember(&self, token: &str, known: Known) {
        self.cache.put(token, known);
    }

    /// The issuer that the token names. It is believed once a key of that issuer has signed; no other's is looked at, so that
    /// no issuer's key can stand for another's. `boot` sees to it that names are unique.
    fn issuer(&self, payload: &Object) -> Option<(usize, &Arc<Issuer>)> {
        let name = payload.0.get("iss")?.as_str()?;
        self.issuers.iter().enumerate().find(|(_, issuer)| issuer.name == name)
    }

    /// What the claims say, once a key of this issuer has signed them.
    fn judge(
        &self,
        issuer: &Issuer,
        signed: &Signed<'_>,
        payload: Object,
        now: u64,
    ) -> Result<Verified, &'static str> {
        if !issuer.takes_type(signed.header.typ.as_deref()) {
            return Err("not an access token by its `typ`");
        }
        let claims: Claims = serde_json::from_value(Value::Object(payload.0))
            .map_err(|_| "a claim is missing or of the wrong type")?;
        let soon = now.saturating_add(LEEWAY);
        if claims.iss != issuer.name {
            return Err("the issuer is not the key's");
        }
        if !claims.aud.names(&issuer.audience) {
            return Err("the audience is another");
        }
        if claims.exp <= claims.iat {
            return Err("the token ends before it begins");
        }
        if issuer.is_own() && claims.exp - claims.iat > LONGEST_LIFE {
            return Err("the token lives too long");
        }
        if claims.iat > soon || claims.nbf.is_some_and(|nbf| nbf > soon) {
            return Err("the token is not valid yet");
        }
        if issuer.is_own() && (claims.nbf.is_none() || claims.jti.is_none()) {
            return Err("`nbf` or `jti` is missing");
        }
        if claims.cnf.is_some() || claims.act.is_some() {
            return Err("`cnf` or `act` demands a check that is not made");
        }
        if issuer.required_claims.iter().any(|claim| !claims.has(claim)) {
            return Err("a required claim is missing");
        }
        let roles = self.roles(issuer, &claims)?;
        let subject = issuer.subject(claims.sub).ok_or("the subject is not known here")?;
        if subject.is_empty() || subject.len() > 255 || subject.chars().any(char::is_control) {
            return Err("the subject is not of an acceptable form");
        }
        let tenant = match claims.rest.get(&issuer.tenant_claim) {
            None => None,
            Some(Value::String(tenant)) => Some(tenant.clone()),
            Some(Value::Number(tenant)) => Some(tenant.to_string()),
            Some(_) => return Err("the claim of the organisation is not one word"),
        };
        let session =
            if issuer.has_sessions { Some(session(&claims.rest).ok_or("no session")?) } else { None };
        Ok(Verified {
            subject,
            tenant,
            roles,
            scopes: claims.scope.split(' ').filter(|scope| !scope.is_empty()).map(str::to_owned).collect(),
            expires_at: claims.exp,
            token_id: claims.jti,
            session,
            claims: claims.rest,
            network: AtomicU64::new(0),
        })
    }

    /// The roles of the token. A claim that is not a list of texts is refused; an unknown name grants nothing.
    fn roles(&self, issuer: &Issuer, claims: &Claims) -> Result<RoleSet, &'static str> {
        let Some(claim) = claims.rest.get(&issuer.role_claim) else { return Ok(RoleSet::NONE) };
        let listed = claim.as_array().ok_or("the claim of roles is not a list")?;
        let names: Option<Vec<&str>> = listed.iter().map(Value::as_str).collect();
        let names = names.ok_or("the claim of roles is not a list of texts")?;
        let Some(table) = &self.roles else { return Ok(RoleSet::NONE) };
        Ok(match &issuer.role_names {
            None => table.set(names.into_iter()),
            Some(map) => table.set(names.into_iter().flat_map(|name| {
                map.iter().filter(move |(known, _)| known == name).map(|(_, role)| role.name())
            })),
        })
    }
}

/// The session that a token is of.
fn session(claims: &Map<String, Value>) -> Option<SessionClaims> {
    let id = claims.get(SESSION_CLAIM)?.as_str()?.to_owned();
    Some(SessionClaims { id, epoch: claims.get(EPOCH_CLAIM)?.as_i64()? })
}

fn alive(verified: &Verified, now: u64) -> Result<(), Refusal> {
    if verified.expires_at.saturating_add(LEEWAY) <= now {
        return Err(Refusal::EndedCredential("the token has expired"));
    }
    Ok(())
}
