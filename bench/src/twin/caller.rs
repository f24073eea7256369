//! Who calls, from the bearer token; and what roles they hold.

use std::collections::HashMap;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use jsonwebtoken::{DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;

use super::problem::Problem;
use crate::Fault;
use crate::keys::{AUDIENCE, ISSUER, KEY_ID, Material};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Role {
    Customer,
    Support,
    Admin,
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
    #[serde(default)]
    roles: Vec<Role>,
}

/// The caller of this request, put here by [`super::limit::admit`].
#[derive(Clone)]
pub(super) struct Caller {
    pub(super) id: i64,
    pub(super) roles: Vec<Role>,
}

/// Verifies tokens. Keys are chosen by `kid`, as every identity provider that rotates its keys asks for.
pub(super) struct Verifier {
    keys: HashMap<String, DecodingKey>,
    validation: Validation,
}

impl Verifier {
    pub(super) fn new(material: &Material) -> Result<Self, Fault> {
        let mut validation = Validation::new(material.algorithm.of_jwt());
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
        validation.validate_nbf = true;
        validation.leeway = 5;
        let keys = HashMap::from([(KEY_ID.to_owned(), material.decoding_key()?)]);
        Ok(Self { keys, validation })
    }

    /// The caller whom these headers prove.
    pub(super) fn caller(&self, headers: &HeaderMap) -> Result<Caller, Problem> {
        let value = headers.get(AUTHORIZATION).ok_or(Problem::NoCredential)?;
        let token =
            value.to_str().ok().and_then(|text| text.strip_prefix("Bearer ")).ok_or(Problem::NoCredential)?;
        let header = decode_header(token).map_err(Problem::BadCredential)?;
        let key = header.kid.and_then(|kid| self.keys.get(&kid));
        let key = key.ok_or_else(|| {
            Problem::BadCredential(jsonwebtoken::errors::ErrorKind::InvalidKeyFormat.into())
        })?;
        let claims = decode::<Claims>(token, key, &self.validation).map_err(Problem::BadCredential)?.claims;
        let id = claims.sub.parse().map_err(|_| Problem::BadSubject)?;
        Ok(Caller { id, roles: claims.roles })
    }
}

/// A caller who is a customer.
pub(super) struct Customer(pub(super) Caller);

impl<S: Send + Sync> FromRequestParts<S> for Customer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let caller = parts.extensions.remove::<Caller>().ok_or(Problem::NoCredential)?;
        if caller.roles.contains(&Role::Customer) { Ok(Self(caller)) } else { Err(Problem::Forbidden) }
    }
}
