//! From an app that passed every check to what serves it.
//!
//! Floor 13.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use http::Method;

use super::boot::Ready;
use super::{App, table};
use crate::client_ip::ClientIpSource;
use crate::cursor::CursorKey;
use crate::database::{Database, Engine};
use crate::detectors::CallerDetectors;
use crate::engines::Engines;
use crate::events::{Counters, Running};
use crate::gate::{Endpoint, Guarded, NotFound, beside, plans};
use crate::meters::RouteMeters;
use crate::quota::{Clock, Counted, Fingerprints, InProcess, KEYS, RouteQuotas, Window};
use crate::row_security::{Lifts, settings};
use crate::slots::{AddressSlots, Slots};
use crate::token::{Authenticator, Bearer};
use crate::uploads::FileStore;
use crate::webhook::Sender;

impl App {
    /// The engines, and the router around them.
    pub(super) fn assemble(
        self,
        client_ip: ClientIpSource,
        cursors: CursorKey,
        files: Option<Arc<FileStore>>,
        report: String,
    ) -> Ready {
        let (table, tables) = (table::render(&self), self.tables());
        let longest = self.placed.iter().map(|placed| placed.route.policy.timeout).max().unwrap_or_default();
        let row_security = self.row_security_claims();
        let mut counted = Vec::new();
        let mut by_path: BTreeMap<&'static str, Vec<(Method, Guarded)>> = BTreeMap::new();
        // A route that is mounted at several places has one quota, unless the app gives it others at one of them.
        let mut registered: BTreeMap<(&str, &str, &str, String), Arc<RouteQuotas>> = BTreeMap::new();
        let routes = self.placed.len();
        for placed in self.placed {
            let mounted = placed.route;
            let policy = mounted.policy;
            let route = (policy.module, policy.name, policy.text, table::rate(policy));
            let quotas = registered.entry(route).or_insert_with(|| {
                Arc::new(RouteQuotas::register(mounted.policy, self.default_quota, &mut counted))
            });
            let engine = self.database.as_ref().map_or(Engine::Sqlite, Database::engine);
            let rows = plans(mounted.policy, mounted.shapes, placed.path, engine);
            let meters = Arc::new(RouteMeters::new(policy.name, placed.method.as_str(), placed.path));
            let guarded = Guarded { mounted, quotas: Arc::clone(quotas), rows, meters };
            by_path.entry(placed.path).or_default().push((placed.method, guarded));
        }
        let failures = Counted {
            name: "failed credentials".to_owned(),
            window: Window::new(self.failed_credentials, Duration::from_secs(60)),
        };
        if let Some(accounts) = &self.accounts {
            let postgres =
                self.database.as_ref().is_some_and(|database| database.engine() == Engine::Postgres);
            let claims = row_security.as_deref().filter(|_| postgres);
            accounts.assemble(self.roles, claims.map(|claims| settings(None, &Lifts::everything(), claims)));
        }
        let webhooks = self.webhooks.into_iter();
        let webhooks =
            webhooks.map(|(name, keys)| (name, Sender::new(name, keys, self.database.clone()))).collect();
        let engines = Arc::new(Engines {
            webhooks,
            accounts: self.accounts,
            headers: self.headers.build(&self.origins),
            framed_by_own: self.headers.framed_by_own(),
            origins: self.origins,
            problems: self.problems,
            database: self.database,
            authenticator: Authenticator::new(self.issuers, self.roles),
            credential: Box::new(Bearer),
            client_ip: client_ip.clone(),
            in_flight: Slots::new(self.limits.in_flight),
            slow_bodies: AddressSlots::new(self.limits.slow_bodies_by_address),
            quotas: Box::new(InProcess::new(Clock::monotonic(), counted, self.quota_keys)),
            guard: InProcess::new(Clock::monotonic(), [failures], KEYS),
            fingerprints: Fingerprints::default(),
            events: Arc::new(Counters::new()),
            detectors: CallerDetectors::new(),
            unrouted: RouteMeters::unrouted(),
            _running: Running::start(routes),
            services: self.services,
            files,
            #[cfg(feature = "egress")]
            outbound: self.egress.open,
            #[cfg(feature = "exec")]
            programs: self.programs.into_judged(),
            cursors,
            sealing: self.sealing,
            row_security,
            tables,
        });
        engines.authenticator.watch_keys();
        if let Some(database) = &engines.database {
            database.watch_connections();
        }
        // Jobs run from now on. An app is built once.
        let _ = self.engines.set(Arc::clone(&engines));
        let mut router = Router::new();
        for (path, routes) in by_path {
            router = router.route_service(path, Endpoint::new(Arc::clone(&engines), routes));
        }
        let mut rest = Router::new().fallback_service(NotFound(Arc::clone(&engines)));
        for (plain, _) in self.beside {
            let engines = Arc::clone(&engines);
            let plain = plain.layer(from_fn(move |request: Request, next: Next| {
                beside(Arc::clone(&engines), request, next)
            }));
            rest = plain.fallback_service(rest);
        }
        Ready {
            router: router.fallback_service(rest),
            environment: self.environment,
            client_ip,
            limits: self.limits,
            longest,
            table,
            report,
        }
    }
}
