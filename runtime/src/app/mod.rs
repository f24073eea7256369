//! An app: routes, engines, components; checked as a whole before the first request.
//!
//! Floor 13.

mod assemble;
mod boot;
mod connection;
#[cfg(feature = "egress")]
mod egress;
mod environment;
mod given;
mod places;
mod programs;
mod quotas;
mod report;
mod row_security;
mod serve;
mod table;
mod taken;
mod webhooks;

use std::any::TypeId;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

pub use boot::{BootError, Ready};
pub use environment::Environment;
use http::Method;
pub use row_security::RowSecurity;

use crate::accounts::{Accounts, Desk};
use crate::client_ip::ClientIpSource;
use crate::cursor::CursorKey;
use crate::database::Database;
use crate::engines::{Engines, Services};
use crate::gate::{Mounted, mount};
use crate::headers::SecurityHeaders;
use crate::input::{Holding, ServiceParts};
use crate::limits::Limits;
use crate::origins::Origins;
use crate::ownership::System;
use crate::problem::RenderProblem;
use crate::quota::{DefaultQuota, KEYS};
use crate::role::{RoleTable, Roles};
use crate::route::Route;
use crate::sealed::SealingKeys;
use crate::token::Issuer;
use crate::uploads::UploadFolder;
use crate::webhook::WebhookKeys;

/// The most keys that a quota can be given.
const MOST_KEYS: usize = 16_777_216;

/// One route at its place.
#[derive(Clone)]
struct Placed {
    method: Method,
    path: &'static str,
    route: Mounted,
    by_hand: bool,
}

/// What serves an app: its routes, and the engines that they are enforced with.
///
/// Only secure routes can be mounted, and an app whose declarations lack their engine does not start.
///
/// ```no_run
/// use portcullis::prelude::*;
///
/// #[derive(Clone, Copy, Role)]
/// enum Role {
///     Admin,
/// }
///
/// #[derive(Expose)]
/// struct Health {
///     up: bool,
/// }
///
/// #[secure_route(get = "/health", public)]
/// async fn health() -> Json<Health> {
///     Json(Health { up: true })
/// }
///
/// # async fn start() -> Result<(), Box<dyn std::error::Error>> {
/// let app = App::new(Environment::Development).roles::<Role>().mount(routes![health]);
/// app.build().await?.serve(([127, 0, 0, 1], 8080).into()).await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "an app does nothing until it is built and served"]
pub struct App {
    environment: Environment,
    database: Option<Database>,
    issuers: Vec<Arc<Issuer>>,
    accounts: Option<Accounts>,
    headers: SecurityHeaders,
    origins: Origins,
    limits: Limits,
    problems: Option<Box<dyn RenderProblem>>,
    roles: Option<RoleTable>,
    services: Services,
    holds: Vec<(&'static str, &'static [Holding])>,
    placed: Vec<Placed>,
    beside: Vec<(axum::Router, &'static str)>,
    client_ip: Option<ClientIpSource>,
    default_quota: DefaultQuota,
    quota_keys: usize,
    failed_credentials: u32,
    cursor_key: Option<CursorKey>,
    sealing: Option<SealingKeys>,
    systems: Vec<&'static str>,
    row_security: RowSecurity,
    uploads: Option<UploadFolder>,
    webhooks: BTreeMap<&'static str, WebhookKeys>,
    #[cfg(feature = "egress")]
    egress: egress::Ways,
    #[cfg(feature = "exec")]
    programs: programs::Declared,
    /// Filled when the app is built: what jobs run on.
    engines: Arc<OnceLock<Arc<Engines>>>,
    faults: Vec<String>,
}

/// The length of time in which a quota counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// One second.
    Second,
    /// Sixty seconds.
    Minute,
    /// Sixty minutes.
    Hour,
    /// Twenty-four hours.
    Day,
}

impl Per {
    const fn seconds(self) -> u64 {
        match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 3_600,
            Self::Day => 86_400,
        }
    }
}

impl App {
    /// An app without routes.
    pub fn new(environment: Environment) -> Self {
        Self {
            environment,
            database: None,
            issuers: Vec::new(),
            accounts: None,
            headers: SecurityHeaders::strict(),
            origins: Origins::default(),
            limits: Limits::default(),
            problems: None,
            roles: None,
            services: Services::new(),
            holds: Vec::new(),
            placed: Vec::new(),
            beside: Vec::new(),
            client_ip: None,
            default_quota: DefaultQuota { limit: 300, seconds: Per::Minute.seconds() },
            quota_keys: KEYS,
            failed_credentials: 100,
            cursor_key: None,
            sealing: None,
            systems: Vec::new(),
            row_security: RowSecurity::Off,
            uploads: None,
            webhooks: BTreeMap::new(),
            #[cfg(feature = "egress")]
            egress: egress::Ways::default(),
            #[cfg(feature = "exec")]
            programs: programs::Declared::default(),
            engines: Arc::default(),
            faults: Vec::new(),
        }
    }

    /// The database that holds the rows.
    pub fn database(mut self, database: Database) -> Self {
        if self.database.replace(database).is_some() {
            self.faults.push("two databases are given; an app has one".to_owned());
        }
        self
    }

    /// Where the address of a client comes from; without it the environment says: [`ClientIpSource::from_env`].
    pub fn client_ip(mut self, source: ClientIpSource) -> Self {
        if self.client_ip.replace(source).is_some() {
            self.faults.push("two sources of the client's address are given; an app has one".to_owned());
        }
        self
    }

    /// The app's enum of roles.
    pub fn roles<R: Roles>(mut self) -> Self {
        if self.roles.is_some() {
            self.faults.push("two enums of roles are given; an app has one".to_owned());
        }
        self.roles = Some(RoleTable::of::<R>());
        self
    }

    /// Takes tokens of this issuer.
    pub fn issuer(mut self, issuer: Issuer) -> Self {
        self.issuers.push(Arc::new(issuer));
        self
    }

    /// The accounts of the app: takes the tokens of their sessions. Their routes are [`identity::routes`](crate::identity::routes). A handler takes none of
    /// it: a component that holds [`Accounts`], for a reason, does what the routes do not.
    pub fn accounts(mut self, accounts: Accounts) -> Self {
        self.issuers.push(Arc::clone(accounts.issuer()));
        self = self.service(Desk::of(accounts.clone()));
        // Whoever reads the table knows it by no type.
        if let Some((name, _)) = self.holds.last_mut() {
            *name = "accounts";
        }
        if self.accounts.replace(accounts).is_some() {
            self.faults.push("accounts are given twice; an app has them once".to_owned());
        }
        self
    }

    /// Takes the tokens that a test client mints; it comes from the address of a socket where nothing else is said.
    #[cfg(any(feature = "testing", doc))]
    pub(crate) fn for_tests(mut self, issuer: Arc<Issuer>) -> Self {
        self.issuers.push(issuer);
        self.client_ip.get_or_insert_with(ClientIpSource::socket);
        self
    }

    /// A component that handlers take as `Service<T>`.
    pub fn service<T: ServiceParts>(mut self, service: T) -> Self {
        let name = std::any::type_name::<T>();
        if self.services.insert(TypeId::of::<T>(), Arc::new(service)).is_some() {
            self.faults.push(format!("two values of the service `{name}` are given; an app has one"));
        }
        self.holds.push((name, T::HOLDS));
        self
    }

    /// Mounts routes at the method and path that each declares: `app.mount(routes![get_order, list_orders])`.
    pub fn mount(mut self, routes: impl IntoIterator<Item = Mounted>) -> Self {
        for route in routes {
            match &route.policy.endpoint {
                Some((method, path)) => {
                    let method = method.clone();
                    self.placed.push(Placed { method, path, route, by_hand: false });
                }
                None => self.faults.push(format!(
                    "the route `{}` declares no method and path; mount it by `app.at::<{0}>(Method::POST, \"/…\")`",
                    route.policy.name
                )),
            }
        }
        self
    }

    /// Mounts a route that declares no method and path. The rules that need them are checked when the app is
    /// built.
    pub fn at<R: Route>(mut self, method: Method, path: &'static str) -> Self {
        let route = mount::<R>();
        if route.policy.endpoint.is_some() {
            self.faults.push(format!(
                "the route `{}` declares its own method and path; mount it by `routes![…]`",
                route.policy.name
            ));
        } else {
            self.placed.push(Placed { method, path, route, by_hand: true });
        }
        self
    }

    /// Access to rows for a job of the app itself, outside any request; the reason is listed. It works once the app is built.
    pub fn system(&mut self, reason: &'static str) -> System {
        if reason.split_whitespace().count() < 2 {
            self.faults.push("a job that reaches rows without a caller needs a reason in words".to_owned());
        }
        self.systems.push(reason);
        System::new(reason, Arc::clone(&self.engines))
    }

    /// Serves plain axum where no secure route matches. Nothing of it passes the gate; the reason is listed.
    pub fn beside(mut self, router: axum::Router, reason: &'static str) -> Self {
        if reason.split_whitespace().count() < 2 {
            self.faults.push("plain axum beside the gate needs a reason in words".to_owned());
        }
        self.beside.push((router, reason));
        self
    }
}
