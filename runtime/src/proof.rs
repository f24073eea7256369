//! Proof that a request has passed the gate of one route.
//!
//! Floor 5. Only the gate makes a [`Cx`]; every input of a handler is built from one. It borrows the request and
//! is invariant in that borrow, so nothing built from it outlives or changes its request; and it carries the
//! route's type, so that the proof of another route is a type error.

use std::marker::PhantomData;
use std::sync::Arc;

use http::request::Parts;

use crate::arrival::Arrival;
use crate::brand::Brand;
use crate::engines::Engines;
use crate::policy::RoutePolicy;
use crate::principal::Principal;
use crate::quota::RouteQuotas;
use crate::role::{RoleRef, RoleSet};

/// A request on its way through the gate; where a [`Cx`] holds one, it has passed. On the heap, so that the futures that work on
/// it are small.
pub(crate) struct Passed {
    pub(crate) engines: Arc<Engines>,
    pub(crate) policy: &'static RoutePolicy,
    pub(crate) parts: Parts,
    /// The parameters of the path, decoded, in their order.
    pub(crate) path: Vec<(Arc<str>, String)>,
    pub(crate) arrival: Arrival,
    pub(crate) quotas: Arc<RouteQuotas>,
}

impl Passed {
    pub(crate) fn roles(&self) -> RoleSet {
        self.arrival.principal().map_or(RoleSet::NONE, |verified| verified.roles)
    }

    /// The text that the path has for a parameter.
    pub(crate) fn path_text(&self, name: &str) -> Option<&str> {
        self.path.iter().find(|(known, _)| &**known == name).map(|(_, text)| text.as_str())
    }
}

/// A passed request of the route `R`.
///
/// There is no way to make, clone, store or print one.
pub struct Cx<'r, R> {
    passed: &'r Passed,
    _request: Brand<'r>,
    _route: PhantomData<fn() -> R>,
}

impl<'r, R> Cx<'r, R> {
    pub(crate) fn of(passed: &'r Passed) -> Self {
        Self { passed, _request: PhantomData, _route: PhantomData }
    }

    pub(crate) fn passed(&self) -> &'r Passed {
        self.passed
    }

    pub(crate) fn viewer(&self) -> Viewer {
        Viewer { roles: self.passed.roles() }
    }

    pub(crate) fn principal(&self) -> Option<Principal<'r>> {
        self.passed.arrival.principal().map(Principal::of)
    }
}

/// Who will see a reply: what narrows it.
#[derive(Debug, Clone, Copy)]
pub struct Viewer {
    roles: RoleSet,
}

impl Viewer {
    /// Whether one of the roles is held.
    pub fn holds_any(&self, roles: &[RoleRef]) -> bool {
        self.roles.holds_any(roles)
    }
}
