//! The route, the place where it stands, and the role that reads it.
//!
//! Floor 13.

use http::Method;

use super::route::read_metrics;
use crate::gate::Mounted;
use crate::policy::{Access, RoutePolicy};
use crate::role::{RoleRef, Roles};
use portcullis::routes;

/// The route of the metrics, before it is mounted.
#[must_use = "a route does nothing until it is mounted"]
#[derive(Debug)]
pub struct MetricsRoute {
    role: RoleRef,
    path: &'static str,
}

impl MetricsRoute {
    pub(super) fn of<R: Roles>(role: R) -> Self {
        Self { role: RoleRef::of(role), path: "/metrics" }
    }

    /// At another path than `/metrics`.
    pub fn at(mut self, path: &'static str) -> Self {
        self.path = path;
        self
    }
}

impl IntoIterator for MetricsRoute {
    type Item = Mounted;
    type IntoIter = std::vec::IntoIter<Mounted>;

    fn into_iter(self) -> Self::IntoIter {
        let roles: &'static [RoleRef] = Box::leak(Box::new([self.role]));
        let mounted = routes![read_metrics].into_iter().map(|route| {
            // It lives as long as the process, as every policy does: routes are mounted once.
            let policy = RoutePolicy {
                access: Access::Roles(roles),
                endpoint: Some((Method::GET, self.path)),
                ..route.policy.clone()
            };
            route.under(Box::leak(Box::new(policy)))
        });
        mounted.collect::<Vec<_>>().into_iter()
    }
}
