//! Jobs: what the app itself does to rows, outside any request, for a reason that the route table lists.
//!
//! Floor 11.

use std::fmt::Display;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex, OnceLock};

use axum::body::Body;
use axum::extract::Request;

use super::resource::Resource;
use super::rows::Rows;
use super::set::{AllRowsMut, OwnedSetMut};
use crate::arrival::Arrival;
use crate::database::{Session, Table};
use crate::engines::Engines;
use crate::policy::{Quotas, RoutePolicy};
use crate::principal::Verified;
use crate::problem::Problem;
use crate::proof::Passed;
use crate::quota::{DefaultQuota, RouteQuotas};
use crate::reach::{Reach, Reached, Whose};
use crate::refusal::Refusal;
use crate::role::RoleSet;
use crate::row_security::Lifts;
use crate::uploads::CallFiles;

/// The app's own access to rows, for jobs: [`App::system`](crate::App::system) gives it, with its reason.
///
/// It works once the app is built.
///
/// ```
/// # use portcullis::prelude::*;
/// # #[derive(Clone, Copy, Role)] enum Role { Customer }
/// # #[derive(Resource, Expose)]
/// # #[resource(table = "orders", owner = "user_id")]
/// # struct Order { id: i64, user_id: i64, status: String }
/// # #[derive(Change)]
/// # #[change(patches = Order)]
/// # struct Expired { status: String }
/// async fn expire(system: &portcullis::System, stale: &[i64]) -> Result<(), Problem> {
///     let orders = system.all::<Order>()?;
///     for id in stale {
///         orders.rows().update(id, &Expired { status: "expired".to_owned() }).await?;
///     }
///     let of_alice = system.acting_for(1).own::<Order>()?;
///     tracing::info!(left = of_alice.rows().count().await?, "done");
///     Ok(())
/// }
/// ```
#[derive(Clone)]
pub struct System {
    reason: &'static str,
    engines: Arc<OnceLock<Arc<Engines>>>,
}

/// The app, acting for one subject.
#[derive(Clone)]
pub struct ActingFor {
    system: System,
    caller: Arc<Verified>,
}

/// Access to every row of `T`.
pub struct AllOf<T> {
    passed: Box<Passed>,
    reached: Box<Reached>,
    _rows: std::marker::PhantomData<fn() -> T>,
}

/// Access to one subject's rows of `T`.
pub struct OwnOf<T> {
    passed: Box<Passed>,
    reached: Box<Reached>,
    _rows: std::marker::PhantomData<fn() -> T>,
}

/// A job is no route: nobody calls it, and it has no quota.
const JOB: &RoutePolicy = &RoutePolicy { name: "a job", quotas: Quotas::Waived, ..RoutePolicy::SILENT };

/// Whom a job acts for: without roles and claims.
fn stand_in(subject: String, tenant: Option<String>) -> Verified {
    Verified {
        subject,
        roles: RoleSet::NONE,
        scopes: Vec::new(),
        tenant,
        expires_at: u64::MAX,
        token_id: None,
        session: None,
        claims: serde_json::Map::new(),
        network: std::sync::atomic::AtomicU64::new(0),
    }
}

/// A job may write what it reaches, so it reaches no table of the framework's own. Its row type says of its table, and of those that it leads to, what the routes' row types say.
fn is_as_known<T: Resource>(known: &[&'static Table]) -> Result<(), Refusal> {
    if let Some(table) = T::TABLE.framework_table_written() {
        tracing::error!(target: "portcullis::system", table, "a job reaches a table that the accounts alone write to; call the accounts");
        return Err(Refusal::internal("a job reaches a table of the framework's own"));
    }
    for table in Table::all_from([T::TABLE]) {
        if let Some(what) = table.disagreements(known.iter().copied()).first() {
            tracing::error!(target: "portcullis::system", table = table.name, "a job's row type names different {what}");
            return Err(Refusal::internal("a job's row type declares a table otherwise than the routes' do"));
        }
    }
    Ok(())
}

impl System {
    pub(crate) fn new(reason: &'static str, engines: Arc<OnceLock<Arc<Engines>>>) -> Self {
        Self { reason, engines }
    }

    /// Every row of `T`, of every organisation. Rows of an organisation are made by [`System::all_within`].
    ///
    /// # Errors
    /// 500 before the app is built, where it has no database, or where a row type of a route declares the table otherwise.
    pub fn all<T: Resource>(&self) -> Result<AllOf<T>, Problem> {
        let (passed, reached) = self.begin::<T>(Reach { whose: Whose::System, tenant: false }, None)?;
        Ok(AllOf { passed, reached, _rows: std::marker::PhantomData })
    }

    /// Every row of `T` of this organisation.
    ///
    /// # Errors
    /// 404 where no organisation is called so; 500 before the app is built, or where it has no database.
    pub fn all_within<T: Resource>(&self, tenant: impl Display) -> Result<AllOf<T>, Problem> {
        let caller = Arc::new(stand_in(String::new(), Some(tenant.to_string())));
        let (passed, reached) =
            self.begin::<T>(Reach { whose: Whose::System, tenant: true }, Some(caller))?;
        Rows::<T>::reaching(&passed, &reached).is_allowed()?;
        Ok(AllOf { passed, reached, _rows: std::marker::PhantomData })
    }

    /// Acts for this subject: reaches what they own, and nothing else.
    pub fn acting_for(&self, subject: impl Display) -> ActingFor {
        ActingFor { system: self.clone(), caller: Arc::new(stand_in(subject.to_string(), None)) }
    }

    fn begin<T: Resource>(
        &self,
        reach: Reach,
        caller: Option<Arc<Verified>>,
    ) -> Result<(Box<Passed>, Box<Reached>), Refusal> {
        let unbuilt = || Refusal::internal("a job began before the app was built");
        let engines = Arc::clone(self.engines.get().ok_or_else(unbuilt)?);
        let database = engines.database.as_ref();
        let database = database.ok_or_else(|| Refusal::internal("the app has no database"))?;
        is_as_known::<T>(&engines.tables)?;
        tracing::debug!(target: "portcullis::system", reason = self.reason, table = T::TABLE.name, "a job");
        let reached = Reached::new(T::TABLE, database.engine(), reach, Vec::new());
        let lifts = || match reach.whose {
            Whose::System => Lifts::everything(),
            _ => Lifts::default(),
        };
        let session = Session::alone(database, engines.settings(caller.as_deref(), lifts));
        let mut arrival = Arrival::of(IpAddr::V4(Ipv4Addr::LOCALHOST), true);
        arrival.caller = caller;
        let (parts, _) = Request::new(Body::empty()).into_parts();
        let unlimited = DefaultQuota { limit: 1, seconds: 1 };
        let quotas = RouteQuotas::register(JOB, unlimited, &mut Vec::new());
        let passed = Passed {
            engines,
            policy: JOB,
            parts,
            path: Vec::new(),
            arrival,
            quotas: Arc::new(quotas),
            rows: Arc::new([]),
            session: Some(Arc::new(session)),
            claim: Mutex::default(),
            files: CallFiles::default(),
        };
        Ok((Box::new(passed), Box::new(reached)))
    }
}

impl ActingFor {
    /// Within this organisation.
    #[must_use]
    pub fn in_tenant(self, tenant: impl Display) -> Self {
        let Self { system, caller } = self;
        Self { system, caller: Arc::new(stand_in(caller.subject.clone(), Some(tenant.to_string()))) }
    }

    /// The subject's rows of `T`.
    ///
    /// # Errors
    /// 404 where the subject cannot own such a row; 500 before the app is built, or where it has no database.
    pub fn own<T: Resource>(&self) -> Result<OwnOf<T>, Problem> {
        let reach = Reach { whose: Whose::Own { column: None, grant: None }, tenant: true };
        let (passed, reached) = self.system.begin::<T>(reach, Some(Arc::clone(&self.caller)))?;
        // What denies is told here.
        Rows::<T>::reaching(&passed, &reached).is_allowed()?;
        Ok(OwnOf { passed, reached, _rows: std::marker::PhantomData })
    }
}

impl<T> AllOf<T> {
    pub(super) fn parts(&self) -> (&Passed, &Reached) {
        (&self.passed, &self.reached)
    }
}

impl<T: Resource> AllOf<T> {
    /// The rows.
    pub fn rows(&self) -> AllRowsMut<'_, T> {
        AllRowsMut::of_job(&self.passed, Rows::reaching(&self.passed, &self.reached))
    }
}

impl<T: Resource> OwnOf<T> {
    /// The rows.
    pub fn rows(&self) -> OwnedSetMut<'_, T> {
        OwnedSetMut::of_job(&self.passed, Rows::reaching(&self.passed, &self.reached))
    }
}
