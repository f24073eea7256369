//! Who issues tokens, and what is asked of each.
//!
//! Floor 3.

use std::fmt;
use std::sync::Arc;

use super::key::KeyRing;
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
    pub(crate) ring: KeyRing,
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
            ring,
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

    /// Tokens without a session prove nothing from now on.
    pub(crate) fn with_sessions(mut self) -> Self {
        self.has_sessions = true;
        self
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
        if self.ring.keys.is_empty() {
            faults.push(format!("the issuer `{}` has no key; no token of it could be verified", self.name));
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
