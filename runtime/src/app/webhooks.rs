//! The senders of webhooks: each that a route names has keys, each that has keys is named.
//!
//! Floor 13.

use std::collections::BTreeSet;

use super::App;
use crate::policy::Access;
use crate::webhook::table_fault;

impl App {
    /// The senders that routes name, and whether a route of any tells calls from replays.
    fn senders(&self) -> (BTreeSet<&'static str>, bool) {
        let policies = self.placed.iter().map(|placed| placed.route.policy);
        let named = policies.filter_map(|policy| match policy.access {
            Access::Webhook(sender) => Some((sender, policy.waives("waive_webhook"))),
            _ => None,
        });
        let named: Vec<_> = named.collect();
        let remembers = named.iter().any(|(_, waived)| !waived);
        (named.into_iter().map(|(sender, _)| sender).collect(), remembers)
    }

    pub(super) async fn check_webhooks(&self, faults: &mut Vec<String>) {
        let (named, remembers) = self.senders();
        let without = named.iter().filter(|sender| !self.webhooks.contains_key(*sender));
        faults.extend(without.map(|sender| {
            format!(
                "the webhook `{sender}` has no keys, so nothing could be verified; write \
                 `.webhook(\"{sender}\", WebhookKeys::standard(Secret::from_env(\"…\")?))`, or `github` or `stripe`"
            )
        }));
        let unnamed = self.webhooks.keys().filter(|sender| !named.contains(*sender));
        faults.extend(unnamed.map(|sender| {
            format!("keys of the webhook `{sender}` are given, and no route says `webhook = \"{sender}\"`; mount it, or remove the keys")
        }));
        if let (true, Some(database)) = (remembers, &self.database) {
            faults.extend(table_fault(database).await);
        }
    }
}
