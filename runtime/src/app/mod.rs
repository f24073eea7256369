//! An app: routes, engines, components; checked as a whole before the first request.
//!
//! Floor 11.

mod boot;
mod environment;
mod places;
mod serve;
mod table;

use std::any::TypeId;
use std::sync::Arc;

pub use boot::{BootError, Ready};
pub use environment::Environment;
use http::Method;

use crate::database::Database;
use crate::engines::Services;
use crate::gate::{Mounted, mount};
use crate::identity::Issuer;
use crate::input::{Holding, ServiceParts};
use crate::role::{RoleTable, Roles};
use crate::route::Route;

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
    roles: Option<RoleTable>,
    services: Services,
    holds: Vec<(&'static str, &'static [Holding])>,
    placed: Vec<Placed>,
    beside: Vec<(axum::Router, &'static str)>,
    faults: Vec<String>,
}

impl App {
    /// An app without routes.
    pub fn new(environment: Environment) -> Self {
        Self {
            environment,
            database: None,
            issuers: Vec::new(),
            roles: None,
            services: Services::new(),
            holds: Vec::new(),
            placed: Vec::new(),
            beside: Vec::new(),
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

    /// Takes the tokens that a test client mints.
    #[cfg(any(feature = "testing", doc))]
    pub(crate) fn issuer_for_tests(mut self, issuer: Arc<Issuer>) -> Self {
        self.issuers.push(issuer);
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

    /// Serves plain axum where no secure route matches. Nothing of it passes the gate; the reason is listed.
    pub fn beside(mut self, router: axum::Router, reason: &'static str) -> Self {
        if reason.split_whitespace().count() < 2 {
            self.faults.push("plain axum beside the gate needs a reason in words".to_owned());
        }
        self.beside.push((router, reason));
        self
    }
}
