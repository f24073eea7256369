//! What the gate runs on: the engines that the app was started with, shared by every request.
//!
//! Floor 6.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

use http::HeaderMap;

use crate::accounts::Accounts;
use crate::client_ip::ClientIpSource;
use crate::cursor::CursorKey;
use crate::database::{Database, Engine, Settings, Table};
use crate::detectors::CallerDetectors;
#[cfg(feature = "egress")]
use crate::egress::Outbound;
use crate::events::{Counters, Running};
use crate::meters::RouteMeters;
use crate::origins::Origins;
use crate::principal::Verified;
use crate::problem::RenderProblem;
use crate::quota::{Fingerprints, InProcess, QuotaEngine};
use crate::row_security::{Lifts, settings};
use crate::sealed::SealingKeys;
use crate::slots::{AddressSlots, Slots};
use crate::token::{Authenticator, Credential};
use crate::uploads::FileStore;
use crate::webhook::Webhooks;

/// The app's own components, by type.
pub(crate) type Services = HashMap<TypeId, Arc<dyn Any + Send + Sync>>;

pub(crate) struct Engines {
    pub(crate) database: Option<Database>,
    pub(crate) authenticator: Authenticator,
    /// Whose sessions are asked after at every request.
    pub(crate) accounts: Option<Accounts>,
    pub(crate) credential: Box<dyn Credential>,
    pub(crate) client_ip: ClientIpSource,
    pub(crate) quotas: Box<dyn QuotaEngine>,
    /// One quota: failed credentials by address. Always in this process, so that it costs no call to refuse a flood.
    pub(crate) guard: InProcess,
    pub(crate) fingerprints: Fingerprints,
    /// Requests that are being answered.
    pub(crate) in_flight: Slots,
    /// Requests whose body is waited for.
    pub(crate) slow_bodies: AddressSlots,
    /// What is counted of events.
    pub(crate) events: Arc<Counters>,
    pub(crate) detectors: CallerDetectors,
    /// What is measured where no route answers.
    pub(crate) unrouted: RouteMeters,
    /// Says when the engines start and end.
    pub(crate) _running: Running,
    /// Whose pages may read answers.
    pub(crate) origins: Origins,
    /// How the app renders problems, where it does.
    pub(crate) problems: Option<Box<dyn RenderProblem>>,
    /// What every response carries.
    pub(crate) headers: HeaderMap,
    /// Whether pages of the own origin may frame its pages.
    pub(crate) framed_by_own: bool,
    /// Whose signed calls are taken.
    pub(crate) webhooks: Webhooks,
    pub(crate) services: Services,
    /// Where files are kept.
    pub(crate) files: Option<Arc<FileStore>>,
    /// What routes reach outside.
    #[cfg(feature = "egress")]
    pub(crate) outbound: Option<Outbound>,
    /// What routes may start.
    #[cfg(feature = "exec")]
    pub(crate) programs: crate::exec::Programs,
    pub(crate) cursors: CursorKey,
    /// What sealed columns are sealed with.
    pub(crate) sealing: Option<SealingKeys>,
    /// Where the policies of PostgreSQL's tables hold too: the claims that they read. Each transaction is then told of its caller.
    pub(crate) row_security: Option<Arc<[&'static str]>>,
    /// What the routes declare of their tables; jobs may not declare otherwise.
    pub(crate) tables: Vec<&'static Table>,
}

impl Engines {
    /// What PostgreSQL is told of a caller; nothing where it enforces nothing.
    pub(crate) fn settings(
        &self,
        caller: Option<&Verified>,
        lifts: impl FnOnce() -> Lifts,
    ) -> Option<Settings> {
        let claims = self.row_security.as_deref()?;
        let postgres = matches!(self.database.as_ref()?.engine(), Engine::Postgres);
        postgres.then(|| settings(caller, &lifts(), claims))
    }
}
