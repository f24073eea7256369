//! Proof that a request has passed the gate of one route.
//!
//! Floor 7. Only the gate makes a [`Cx`]; every input of a handler is built from one. It borrows the request and
//! is invariant in that borrow, so nothing built from it outlives or changes its request; and it carries the
//! route's type, so that the proof of another route is a type error.

use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};

use http::request::Parts;

use crate::arrival::Arrival;
use crate::brand::Brand;
use crate::database::Session;
use crate::engines::Engines;
use crate::events::Scene;
use crate::policy::RoutePolicy;
use crate::principal::Principal;
use crate::quota::RouteQuotas;
use crate::reach::{Caller, Plan};
use crate::refusal::Refusal;
use crate::role::RoleSet;
use crate::uploads::{CallFiles, Ledger};
use crate::webhook::Claim;

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
    /// What each parameter of the handler reaches that is a row or rows.
    pub(crate) rows: Arc<[Option<Plan>]>,
    /// What the statements of the request run on, once the caller is known.
    pub(crate) session: Option<Arc<Session>>,
    /// The call of a webhook that is being run.
    pub(crate) claim: Mutex<Option<Claim>>,
    /// What the request stores, and its share of the memory for that.
    pub(crate) files: CallFiles,
}

impl Passed {
    pub(crate) fn roles(&self) -> RoleSet {
        self.arrival.principal().map_or(RoleSet::NONE, |verified| verified.roles)
    }

    /// What events say of the request.
    pub(crate) fn scene(&self) -> Scene<'_> {
        self.arrival.scene(self.policy.name, &self.engines.events)
    }

    /// What the statements run on.
    pub(crate) fn session(&self) -> Result<&Session, Refusal> {
        self.session.as_deref().ok_or_else(|| Refusal::internal("the app has no database"))
    }

    /// The call of a webhook, for whoever settles it.
    pub(crate) fn take_claim(&self) -> Option<Claim> {
        // A panic cannot leave it half taken.
        self.claim.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The files of the call.
    pub(crate) fn ledger(&self) -> Result<Arc<Ledger>, Refusal> {
        self.files.ledger(self.engines.files.as_ref(), self.scene())
    }

    /// Who asks for rows, and what the path says.
    pub(crate) fn caller(&self) -> Caller<'_> {
        Caller { who: self.arrival.principal(), path: &self.path }
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

    pub(crate) fn principal(&self) -> Option<Principal<'r>> {
        self.passed.arrival.principal().map(Principal::of)
    }
}
