//! The senders of webhooks: each that a route names has keys of its own, each that has keys is named by one route.
//!
//! Floor 13. Nothing that is signed says which route it is for; so a key that two routes take would let a call of one be run by the other.

use std::any::TypeId;
use std::collections::BTreeMap;

use super::App;
use crate::policy::{Access, RoutePolicy};
use crate::webhook::table_fault;

impl App {
    /// The routes of each sender: what tells a route from another, which may have its name, and its name.
    fn senders(&self) -> BTreeMap<&'static str, BTreeMap<TypeId, &'static str>> {
        let mut senders: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        for route in self.placed.iter().map(|placed| &placed.route) {
            if let Access::Webhook(sender) = route.policy.access {
                senders.entry(sender).or_default().insert((route.id)(), route.policy.name);
            }
        }
        senders
    }

    fn policies(&self) -> impl Iterator<Item = &'static RoutePolicy> {
        self.placed.iter().map(|placed| placed.route.policy)
    }

    pub(super) async fn check_webhooks(&self, faults: &mut Vec<String>) {
        let senders = self.senders();
        for (sender, routes) in &senders {
            if !self.webhooks.contains_key(sender) {
                faults.push(format!(
                    "the webhook `{sender}` has no keys, so nothing could be verified; write \
                     `.webhook(\"{sender}\", WebhookKeys::standard(Secret::from_env(\"…\")?))`, or `github` or `stripe`"
                ));
            }
            if routes.len() > 1 {
                let mut names: Vec<String> = routes.values().map(|name| format!("`{name}`")).collect();
                names.sort();
                faults.push(format!(
                    "the routes {} take calls of one webhook, `{sender}`, and nothing that is signed says which of them it is for; give \
                     each a name and a secret of its own",
                    names.join(" and ")
                ));
            }
        }
        let unnamed = self.webhooks.keys().filter(|sender| !senders.contains_key(*sender));
        faults.extend(unnamed.map(|sender| {
            format!("keys of the webhook `{sender}` are given, and no route says `webhook = \"{sender}\"`; mount it, or remove the keys")
        }));
        let mut known: BTreeMap<[u8; 32], &'static str> = BTreeMap::new();
        for (sender, keys) in &self.webhooks {
            for digest in keys.digests() {
                if let Some(other) = known.insert(*digest, sender).filter(|other| other != sender) {
                    faults.push(format!(
                        "the webhooks `{other}` and `{sender}` have the same secret, so that a call of one would be taken for one of the \
                         other; give each its own"
                    ));
                }
            }
        }
        let remembers = self
            .policies()
            .any(|policy| matches!(policy.access, Access::Webhook(_)) && !policy.waives("waive_webhook"));
        if let (true, Some(database)) = (remembers, &self.database) {
            faults.extend(table_fault(database).await);
        }
    }
}
