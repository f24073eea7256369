//! Who issues tokens, and what is asked of each.
//!
//! Floor 3.

use std::fmt;
use std::sync::Arc;

use super::live::{Ring, Snapshot};
use super::ring::KeyRing;
use super::{EPOCH_CLAIM, SESSION_CLAIM};
use crate::refusal::Refusal;
use crate::role::{RoleRef, Roles};

/// Maps the subject of an outside issuer to the app's own, or to nobody.
type SubjectMap = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// An issuer of tokens: its name, its audience, its keys and what its role names mean here.
///
/// ```
/// # use portcullis::identity::{Issuer, KeyRing};
/// let own = Issuer::own("https://shop.example", "orders-api", KeyRing::ephemeral());
/// ```
pub struct Issuer {
    pub(super) name: String,
    pub(super) audience: String,
    pub(crate) ring: Ring,
    /// Where an outside provider publishes its keys.
    #[cfg(feature = "jwks")]
    pub(super) provider: Option<super::provider::Provider>,
    /// `None` for the app itself, whose subjects are the app's ids.
    pub(super) subjects: Option<SubjectMap>,
    pub(super) types: Vec<String>,
    pub(super) role_claim: String,
    pub(super) tenant_claim: String,
    /// Names of roles in tokens, beside what they mean; `None` takes the app's own names.
    pub(super) role_names: Option<Vec<(String, RoleRef)>>,
    pub(super) required_claims: Vec<String>,
    /// Whether its tokens are of sessions of the app's accounts, and dead when those are.
    pub(super) has_sessions: bool,
}

impl fmt::Debug for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Issuer")
            .field("name", &self.name)
            .field("audience", &self.audience)
            .finish_non_exhaustive()
    }
}

impl Issuer {
    /// The app itself: its subjects are the app's ids, its role names the app's roles. `nbf` and `jti` are
    /// required besides what every token needs.
    pub fn own(name: &str, audience: &str, ring: KeyRing) -> Self {
        Self {
            name: name.to_owned(),
            audience: audience.to_owned(),
            ring: Ring::new(ring),
            #[cfg(feature = "jwks")]
            provider: None,
            subjects: None,
            types: vec!["at+jwt".to_owned()],
            role_claim: "roles".to_owned(),
            tenant_claim: "tenant".to_owned(),
            role_names: None,
            required_claims: Vec::new(),
            has_sessions: false,
        }
    }

    /// An outside provider. Its subjects mean nothing here until `subjects` maps them, so that its subject `1`
    /// is never the local user 1; and its role names mean nothing until [`Issuer::role`] maps them.
    pub fn outside(
        name: &str,
        audience: &str,
        ring: KeyRing,
        subjects: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        Self {
            subjects: Some(Arc::new(subjects)),
            role_names: Some(Vec::new()),
            ..Self::own(name, audience, ring)
        }
    }

    /// An outside provider that publishes its keys (RFC 7517) at this URL, as [`Issuer::outside`] otherwise. `https` alone, but for a URL on this
    /// machine.
    ///
    /// The keys are kept for 5 minutes to an hour, as the provider asks, and for a day where it does not answer. A token of an unknown key makes
    /// the app ask anew, at most once in 30 seconds. While there are no keys, tokens of the provider are answered with 503.
    #[cfg(feature = "jwks")]
    pub fn provider(
        name: &str,
        audience: &str,
        jwks_url: &str,
        subjects: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        let issuer = Self::outside(name, audience, KeyRing::new(), subjects);
        issuer.ring.believe_nothing();
        Self { provider: Some(super::provider::Provider::new(jwks_url)), ..issuer }
    }

    /// Takes tokens of this `typ` instead of `at+jwt`. Compared without case, with or without `application/`.
    #[must_use]
    pub fn token_type(mut self, typ: &str) -> Self {
        let typ = typ.to_ascii_lowercase();
        self.types = vec![typ.strip_prefix("application/").unwrap_or(&typ).to_owned()];
        self
    }

    /// Reads role names from this claim instead of `roles`.
    #[must_use]
    pub fn role_claim(mut self, claim: &str) -> Self {
        self.role_claim = claim.to_owned();
        self
    }

    /// Reads the organisation that a token is for from this claim instead of `tenant`. The roles of a token are those held in it.
    #[must_use]
    pub fn tenant_claim(mut self, claim: &str) -> Self {
        self.tenant_claim = claim.to_owned();
        self
    }

    /// This name in a token means this role. After the first call, only mapped names grant anything.
    #[must_use]
    pub fn role<R: Roles>(mut self, name: &str, role: R) -> Self {
        self.role_names.get_or_insert_default().push((name.to_owned(), RoleRef::of(role)));
        self
    }

    /// Asks every token for this claim too.
    #[must_use]
    pub fn require_claim(mut self, claim: &str) -> Self {
        self.required_claims.push(claim.to_owned());
        self
    }

    /// What keeps its tokens from being those of accounts, in words.
    pub(crate) fn account_faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        // The one would be read as the other: the number of an epoch as an organisation.
        for (what, claim) in [("roles", &self.role_claim), ("the organisation", &self.tenant_claim)] {
            if [SESSION_CLAIM, EPOCH_CLAIM].contains(&claim.as_str()) {
                faults.push(format!(
                    "the issuer `{}` reads {what} from `{claim}`, by which the tokens of accounts name their session",
                    self.name
                ));
            }
        }
        // An account of the role that is called as another's name would hold that other role.
        if self.role_names.is_some() {
            faults.push(format!(
                "the issuer `{}` maps names of roles, and accounts have the app's own; leave `.role(…)` to outside issuers",
                self.name
            ));
        }
        faults
    }

    /// Tokens without a session prove nothing from now on.
    pub(crate) fn with_sessions(mut self) -> Self {
        self.has_sessions = true;
        self
    }

    /// The keys, asked for where this id is not among them and a provider may know it.
    pub(super) async fn keys_with(self: &Arc<Self>, id: &str) -> Result<Arc<Snapshot>, Refusal> {
        #[cfg(feature = "jwks")]
        if self.provider.is_some() {
            return super::provider::keys_with(self, id).await;
        }
        let _ = id;
        Ok(self.ring.snapshot())
    }

    /// Whether the keys come from a provider; what is wrong with its URL is told.
    #[cfg(feature = "jwks")]
    fn has_provider(&self, faults: &mut Vec<String>) -> bool {
        let Some(provider) = &self.provider else { return false };
        faults.extend(provider.fault().map(|fault| format!("the issuer `{}`: {fault}", self.name)));
        true
    }

    #[cfg(not(feature = "jwks"))]
    fn has_provider(&self, _: &mut Vec<String>) -> bool {
        false
    }

    /// The public keys as a JWK Set (RFC 7517), for `/.well-known/jwks.json`. Shared secrets are not among them.
    pub fn jwks(&self) -> serde_json::Value {
        super::jwk::published(&self.ring.snapshot().keys)
    }

    /// Whether a token of this `typ` is one of the kind that is taken. Compared without case, with or without `application/`.
    pub(super) fn takes_type(&self, typ: Option<&str>) -> bool {
        let typ = typ.unwrap_or_default().to_ascii_lowercase();
        let typ = typ.strip_prefix("application/").unwrap_or(&typ);
        self.types.iter().any(|known| known == typ)
    }

    /// Whether the tokens are the app's own.
    pub(crate) fn is_own(&self) -> bool {
        self.subjects.is_none()
    }

    /// The app's subject for the subject of a token.
    pub(super) fn subject(&self, sub: String) -> Option<String> {
        match &self.subjects {
            Some(map) => map(&sub),
            None => Some(sub),
        }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// What is wrong with the configuration, in words.
    pub(crate) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if self.name.trim().is_empty() {
            faults.push("an issuer has no name; every token would have to name it".to_owned());
        }
        if self.audience.trim().is_empty() {
            faults.push(format!(
                "the issuer `{}` has no audience; tokens for another service would pass",
                self.name
            ));
        }
        if self.ring.is_empty() && !self.has_provider(&mut faults) {
            faults.push(format!(
                "the issuer `{}` has no key; no token of it could be verified; make one with `KeyRing::make_key` and read it by \
                 `KeyRing::from_directory`",
                self.name
            ));
        }
        const MEANT_OTHERWISE: [&str; 10] =
            ["iss", "aud", "sub", "exp", "iat", "nbf", "jti", "scope", "cnf", "act"];
        for (what, claim) in [("roles", &self.role_claim), ("the organisation", &self.tenant_claim)] {
            if MEANT_OTHERWISE.contains(&claim.as_str()) {
                faults.push(format!(
                    "the issuer `{}` reads {what} from `{claim}`, a claim that means something else",
                    self.name
                ));
            }
        }
        if self.role_claim == self.tenant_claim {
            faults.push(format!(
                "the issuer `{}` reads roles and the organisation from one claim, `{}`",
                self.name, self.role_claim
            ));
        }
        faults
    }

    /// What a token of this issuer calls a role; `None` where the mapping leaves the role out.
    pub(super) fn name_of(&self, role: RoleRef) -> Option<&str> {
        match &self.role_names {
            None => Some(role.name()),
            Some(map) => map.iter().find(|(_, known)| known.is(role)).map(|(name, _)| name.as_str()),
        }
    }

    /// Every role that the mapping names.
    pub(crate) fn mapped_roles(&self) -> impl Iterator<Item = RoleRef> {
        self.role_names.iter().flatten().map(|(_, role)| *role)
    }
}
