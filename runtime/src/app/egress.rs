//! What the routes of an app reach outside: given by the operator, opened when the app is built, told in its table.
//!
//! Floor 13.

use super::App;
use crate::egress::{EgressHost, Outbound, PublicEgress};
use crate::policy::EgressPolicy;

/// What is given, and once the app is built, what is open.
#[derive(Default)]
pub(super) struct Ways {
    hosts: Vec<EgressHost>,
    public: Option<PublicEgress>,
    pub(super) open: Option<Outbound>,
}

impl App {
    /// What goes with requests to a host that routes name by `egress = "…"`: credentials, an authority of its own, limits. A host that needs none of it is not given;
    /// where it is says the environment, `EGRESS_BILLING` for `billing`.
    pub fn egress(mut self, host: EgressHost) -> Self {
        self.egress.hosts.push(host);
        self
    }

    /// How routes with `egress = "public-internet"` reach it, where the defaults do not fit.
    pub fn public_egress(mut self, settings: PublicEgress) -> Self {
        if self.egress.public.replace(settings).is_some() {
            self.faults.push("the app says twice how the public internet is reached; say it once".to_owned());
        }
        self
    }

    /// Opens what the routes declare.
    pub(super) fn open_egress(&mut self, faults: &mut Vec<String>) {
        let routes: Vec<_> = self.placed.iter().map(|placed| placed.route.policy).collect();
        let (hosts, public) = (std::mem::take(&mut self.egress.hosts), self.egress.public.take());
        self.egress.open = Outbound::open(&routes, hosts, public, faults);
    }

    /// For the table: a line for each route that reaches something.
    pub(super) fn egress_lines(&self) -> Vec<String> {
        let told = |policy: EgressPolicy| self.egress.open.as_ref().map(|open| open.told(policy));
        let lines = self.placed.iter().filter_map(|placed| {
            let policy = placed.route.policy;
            Some(format!("egress of `{}`: {}", policy.name, told(policy.egress?)?))
        });
        lines.collect()
    }

    /// For the report.
    pub(super) fn egress_report(&self) -> String {
        match &self.egress.open {
            None => "no other host is reached".to_owned(),
            Some(open) => {
                let names = open.names().collect::<Vec<_>>().join(", ");
                format!("{names}; TLS is verified, without a proxy, redirects judged anew")
            }
        }
    }
}
