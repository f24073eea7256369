//! What the gate runs on: the engines that the app was started with, shared by every request.
//!
//! Floor 6.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

use crate::client_ip::ClientIpSource;
use crate::cursor::CursorKey;
use crate::database::{Database, Engine, Settings};
use crate::identity::{Authenticator, Credential};
use crate::principal::Verified;
use crate::quota::{Fingerprints, InProcess, QuotaEngine};
use crate::row_security::settings;

/// The app's own components, by type.
pub(crate) type Services = HashMap<TypeId, Arc<dyn Any + Send + Sync>>;

pub(crate) struct Engines {
    pub(crate) database: Option<Database>,
    pub(crate) authenticator: Authenticator,
    pub(crate) credential: Box<dyn Credential>,
    pub(crate) client_ip: ClientIpSource,
    pub(crate) quotas: Box<dyn QuotaEngine>,
    /// One quota: failed credentials by address. Always in this process, so that it costs no call to refuse a flood.
    pub(crate) guard: InProcess,
    pub(crate) fingerprints: Fingerprints,
    pub(crate) services: Services,
    pub(crate) cursors: CursorKey,
    /// Whether PostgreSQL is told of each caller, so that the policies of its tables hold too.
    pub(crate) row_security: bool,
}

impl Engines {
    /// What PostgreSQL is told of a caller; nothing where it enforces nothing. `lifted` names the tables whose owner does not bind
    /// this caller, with commas between them, or `*`.
    pub(crate) fn settings(&self, caller: Option<&Verified>, lifted: Option<&str>) -> Option<Settings> {
        let postgres = matches!(self.database.as_ref()?.engine(), Engine::Postgres);
        (postgres && self.row_security).then(|| settings(caller, lifted.unwrap_or("")))
    }
}
