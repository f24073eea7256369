//! From the text of a token to what it proves, or to why it proves nothing.
//!
//! Floor 3. Order: shape, header, key, signature, then claims; nothing unsigned is believed but the choice of
//! the key, and that key decides the algorithm.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::Algorithm;
use serde_json::{Map, Value};

use super::cache::Cache;
use super::claims::{Claims, Header, Object};
use super::issuer::Issuer;
use super::key::Key;
use super::{EPOCH_CLAIM, LEEWAY, LONGEST_LIFE, SESSION_CLAIM, now};
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

    /// What a token proves that was verified before; `None` where this one was not. Expiry is judged at every call.
    pub(crate) fn remembered(&self, token: &str) -> Option<Result<Arc<Verified>, Refusal>> {
        let known = self.cache.get(token)?;
        let unexpired = alive(&known, now());
        if unexpired.is_err() {
            self.cache.forget(token);
        }
        Some(unexpired.map(|()| known))
    }

    /// What a token proves by its signature and its claims.
    pub(crate) fn verify(&self, token: &str) -> Result<Arc<Verified>, Refusal> {
        let now = now();
        let verified = Arc::new(self.read(token, now).map_err(Refusal::BadCredential)?);
        alive(&verified, now)?;
        self.cache.put(token, &verified);
        Ok(verified)
    }

    fn read(&self, token: &str, now: u64) -> Result<Verified, &'static str> {
        let (message, signature) = token.rsplit_once('.').ok_or("not three parts")?;
        let (header, payload) = message.split_once('.').ok_or("not three parts")?;
        if payload.contains('.') {
            return Err("not three parts");
        }
        let header: Header = parse(header).ok_or("the header is not of the expected form")?;
        let (issuer, key) = self.key(&header.kid).ok_or("no key has this id")?;
        if header.crit.is_some() {
            return Err("`crit` demands what is not understood");
        }
        if header.alg != name(key.algorithm) {
            return Err("the algorithm is not the key's");
        }
        let typ = header.typ.unwrap_or_default().to_ascii_lowercase();
        let typ = typ.strip_prefix("application/").unwrap_or(&typ);
        if !issuer.types.iter().any(|known| known == typ) {
            return Err("not an access token by its `typ`");
        }
        match jsonwebtoken::crypto::verify(signature, message.as_bytes(), &key.verifying, key.algorithm) {
            Ok(true) => {}
            _ => return Err("the signature does not fit"),
        }
        let claims: Claims = parse(payload).ok_or("a claim is missing or of the wrong type")?;
        self.judge(issuer, claims, now)
    }

    /// The key of this id and its issuer. Ids are unique over all issuers; `boot` sees to it.
    fn key(&self, id: &str) -> Option<(&Issuer, &Key)> {
        self.issuers.iter().find_map(|issuer| {
            let key = issuer.ring.keys.iter().find(|key| key.id == id)?;
            Some((&**issuer, key))
        })
    }

    fn judge(&self, issuer: &Issuer, claims: Claims, now: u64) -> Result<Verified, &'static str> {
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
        return Err(Refusal::BadCredential("the token has expired"));
    }
    Ok(())
}

/// A part of a token: base64url without padding around one JSON object, in which no member stands twice.
fn parse<T: serde::de::DeserializeOwned>(part: &str) -> Option<T> {
    let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
    let object: Object = serde_json::from_slice(&bytes).ok()?;
    serde_json::from_value(Value::Object(object.0)).ok()
}

/// The name of RFC 7518 and RFC 8037 for an algorithm that a key can be pinned to.
pub(super) fn name(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::HS256 => "HS256",
        Algorithm::ES256 => "ES256",
        Algorithm::RS256 => "RS256",
        Algorithm::EdDSA => "EdDSA",
        // No ring holds a key of another algorithm.
        _ => "",
    }
}
