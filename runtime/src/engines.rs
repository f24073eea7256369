//! What the gate runs on: the engines that the app was started with, shared by every request.
//!
//! Floor 4.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

use crate::client_ip::ClientIpSource;
use crate::database::Database;
use crate::identity::{Authenticator, Credential};
use crate::quota::{Fingerprints, InProcess, QuotaEngine};

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
}
