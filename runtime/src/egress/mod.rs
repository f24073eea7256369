//! Requests to other hosts: what may be reached, by what way, at what cost.
//!
//! Floor 4. Handlers get it by `Egress` (`input/egress`), where the route declares it. OWASP SSRF Prevention Cheat Sheet; OWASP ASVS 5.0, 1.3.6, 4.2 and 12.3.

mod address;
mod fault;
mod host;
mod reach;
mod redirects;
mod resolver;
mod threads;
mod url;

use std::collections::BTreeMap;
use std::sync::Arc;

use reqwest::Client;

pub(crate) use self::fault::unavailable;
pub use self::host::{EgressHost, PublicEgress};
use self::reach::Place;
pub(crate) use self::reach::{Answer, Call, Reach};
use self::resolver::{Names, Own, Public};
use self::threads::Threads;
pub use self::url::UrlFault;
pub(crate) use self::url::read;
use crate::policy::{EgressPolicy, RoutePolicy};

/// All that the routes of an app reach.
pub(crate) struct Outbound(BTreeMap<&'static str, Arc<Reach>>);

const PUBLIC: &str = "public-internet";

fn name(policy: EgressPolicy) -> &'static str {
    match policy {
        EgressPolicy::Named(name) => name,
        EgressPolicy::PublicInternet => PUBLIC,
    }
}

impl Outbound {
    /// What the route declares.
    pub(crate) fn of(&self, policy: EgressPolicy) -> Option<&Arc<Reach>> {
        self.0.get(name(policy))
    }

    /// For the table of routes: `billing (https://billing.example/v2)`.
    pub(crate) fn told(&self, policy: EgressPolicy) -> String {
        match self.of(policy).and_then(|reach| reach.base()) {
            Some(base) => format!("{} ({})", name(policy), base.as_str().trim_end_matches('/')),
            None => name(policy).to_owned(),
        }
    }

    /// The names of what is reached.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
    }

    /// Opens what the routes declare, as the operator says.
    pub(crate) fn open(
        routes: &[&'static RoutePolicy],
        mut hosts: Vec<EgressHost>,
        public: Option<PublicEgress>,
        faults: &mut Vec<String>,
    ) -> Option<Self> {
        let mut declared: BTreeMap<&'static str, (EgressPolicy, bool)> = BTreeMap::new();
        for route in routes {
            let Some(policy) = route.egress else { continue };
            let plain = route.waives("waive_egress");
            // Where one route insists on TLS, the host speaks it.
            declared.entry(name(policy)).and_modify(|(_, all)| *all &= plain).or_insert((policy, plain));
        }
        unknown(&declared, &hosts, public.as_ref(), faults);
        if declared.is_empty() {
            return None;
        }
        let servers = std::env::var("EGRESS_NAME_SERVERS").ok().filter(|servers| !servers.is_empty());
        let names = match Names::open(servers.as_deref()) {
            Ok(names) => names,
            Err(fault) => {
                faults.push(fault);
                return None;
            }
        };
        let threads = match Threads::start() {
            Ok(threads) => Arc::new(threads),
            Err(fault) => {
                faults.push(format!("no threads can be started for requests to other hosts: {fault}"));
                return None;
            }
        };
        let mut public = public;
        let mut reached = BTreeMap::new();
        for (name, (policy, plain)) in declared {
            let opened = match policy {
                EgressPolicy::PublicInternet => {
                    open_public(public.take().unwrap_or_default(), &names, &threads, faults)
                }
                EgressPolicy::Named(_) => {
                    let at = hosts.iter().position(|host| host.name == name);
                    let host = at.map_or_else(|| EgressHost::named(name), |at| hosts.swap_remove(at));
                    open_own(name, &host, plain, &names, &threads, faults)
                }
            };
            if let Some(opened) = opened {
                reached.insert(name, Arc::new(opened));
            }
        }
        Some(Self(reached))
    }
}

/// What is configured and no route declares, or twice.
fn unknown(
    declared: &BTreeMap<&'static str, (EgressPolicy, bool)>,
    hosts: &[EgressHost],
    public: Option<&PublicEgress>,
    faults: &mut Vec<String>,
) {
    for (position, host) in hosts.iter().enumerate() {
        let name = &host.name;
        if !declared.contains_key(name.as_str()) || name == PUBLIC {
            faults.push(format!(
                "the app has a host `{name}`, and no route declares it; write `egress = \"{name}\"` on the route, or remove the host"
            ));
        }
        if hosts.iter().take(position).any(|other| other.name == *name) {
            faults.push(format!("the host `{name}` is given twice; an app has one of each name"));
        }
    }
    if public.is_some() && !declared.contains_key(PUBLIC) {
        faults.push(
            "the app says how the public internet is reached, and no route declares it; write `egress = \"public-internet\"` on the route, or remove \
             `.public_egress(…)`"
                .to_owned(),
        );
    }
}

fn open_public(
    settings: PublicEgress,
    names: &Arc<Names>,
    threads: &Arc<Threads>,
    faults: &mut Vec<String>,
) -> Option<Reach> {
    settings.bounds.faults("the public internet", faults);
    if settings.ports.contains(&0) {
        faults.push("the public internet is reached on port 0, which is none".to_owned());
    }
    let client = Client::builder().dns_resolver(Public(Arc::clone(names)));
    let place = Place::Public { ports: settings.ports };
    opened(Reach::new(PUBLIC, place, settings.bounds, client, Vec::new(), threads), PUBLIC, faults)
}

fn open_own(
    name: &'static str,
    host: &EgressHost,
    plain: bool,
    names: &Arc<Names>,
    threads: &Arc<Threads>,
    faults: &mut Vec<String>,
) -> Option<Reach> {
    host.bounds.faults(&format!("the host `{name}`"), faults);
    let (headers, roots) = (host.headers(faults), host.roots(faults));
    let variable = host::variable(name);
    let base = host.base.clone().or_else(|| std::env::var(&variable).ok().filter(|base| !base.is_empty()));
    let Some(base) = base else {
        faults.push(format!(
            "a route reaches the host `{name}`, and nothing says where it is; set `{variable}` to its URL, such as `https://{name}.example.org`"
        ));
        return None;
    };
    let base = match host::base(name, &base, plain) {
        Ok(base) => base,
        Err(fault) => {
            faults.push(fault);
            return None;
        }
    };
    let client = Client::builder().dns_resolver(Own(Arc::clone(names)));
    let place = Place::Own { base, headers };
    opened(Reach::new(name, place, host.bounds.clone(), client, roots, threads), name, faults)
}

fn opened(reach: Result<Reach, String>, name: &str, faults: &mut Vec<String>) -> Option<Reach> {
    reach.map_err(|fault| faults.push(format!("the host `{name}`: {fault}"))).ok()
}
