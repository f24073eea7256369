//! The quotas of one route: what its gate asks the engine for, and what its answers say of them.
//!
//! Floor 3. Two decisions: what counts by address and caller before anything is read, what counts by the body after it is
//! vetted.

use std::borrow::Cow;
use std::net::IpAddr;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderValue;
use smallvec::SmallVec;

use super::engine::{Ask, Counted, Decision};
use super::key::{Fingerprint, Fingerprints};
use super::log::Window;
use crate::policy::{Quota, QuotaKey, Quotas, RoutePolicy};

/// The asks of one decision.
pub(crate) type Asks = SmallVec<[Ask; 2]>;

/// One quota of a route.
struct Rule {
    quota: usize,
    label: String,
    /// The label in quotes, as a structured field has it.
    named: String,
    seconds: u64,
    limit: u32,
    keys: &'static [QuotaKey],
}

impl Rule {
    /// Counts by the user where there is one, else by the address.
    fn is_by_default_key(&self) -> bool {
        self.keys.is_empty()
    }

    fn is_by_body(&self) -> bool {
        is_by_body(self.keys)
    }
}

fn is_by_body(keys: &[QuotaKey]) -> bool {
    keys.iter().any(|key| matches!(key, QuotaKey::Body(_)))
}

/// The app's quota for routes that name none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DefaultQuota {
    pub(crate) limit: u32,
    pub(crate) seconds: u64,
}

/// The quotas of one route.
pub(crate) struct RouteQuotas {
    /// In ascending order of the engine's numbers; those by the body come last.
    rules: Vec<Rule>,
    by_caller: usize,
    policy: Option<HeaderValue>,
}

impl RouteQuotas {
    /// Registers the quotas of a route with those that the engine will count.
    pub(crate) fn register(policy: &RoutePolicy, default: DefaultQuota, counted: &mut Vec<Counted>) -> Self {
        let by_default = Quota { limit: default.limit, seconds: default.seconds, keys: &[] };
        let mut quotas: Vec<(Quota, bool)> = match policy.quotas {
            Quotas::Waived => Vec::new(),
            Quotas::Default => vec![(by_default, true)],
            Quotas::Declared(declared) => {
                let mut quotas: Vec<_> = declared.iter().map(|quota| (*quota, false)).collect();
                // What the client itself writes alone does not limit a client that writes something else each time.
                if quotas.iter().all(|(quota, _)| is_by_body(quota.keys)) {
                    quotas.push((by_default, true));
                }
                quotas
            }
        };
        quotas.sort_by_key(|(quota, _)| is_by_body(quota.keys));
        let rules: Vec<Rule> = quotas
            .into_iter()
            .map(|(quota, is_default)| {
                let label = if is_default { "default".to_owned() } else { quota.text(&policy.access) };
                let window = Window::new(quota.limit, Duration::from_secs(quota.seconds));
                counted.push(Counted { name: format!("{} {label}", policy.name), window });
                let (seconds, limit, keys) = (quota.seconds, quota.limit, quota.keys);
                let named = format!("\"{label}\"");
                Rule { quota: counted.len() - 1, label, named, seconds, limit, keys }
            })
            .collect();
        let items: Vec<String> =
            rules.iter().map(|rule| format!("{};q={};w={}", rule.named, rule.limit, rule.seconds)).collect();
        let header = HeaderValue::try_from(items.join(", ")).ok().filter(|_| !items.is_empty());
        let by_caller = rules.iter().filter(|rule| !rule.is_by_body()).count();
        Self { rules, by_caller, policy: header }
    }

    /// What is asked before the request is read.
    pub(crate) fn by_caller(&self, keys: &Fingerprints, client: IpAddr, subject: Option<&str>) -> Asks {
        let rules = self.rules.iter().take(self.by_caller);
        rules.map(|rule| ask(rule, keys, client, subject, &no_field)).collect()
    }

    /// What a credential that proves nothing spends: the quotas that count by the address alone.
    pub(crate) fn by_address(&self, keys: &Fingerprints, client: IpAddr) -> Asks {
        let rules = self.rules.iter().take(self.by_caller);
        let by_address = rules.filter(|rule| rule.is_by_default_key() || matches!(rule.keys, [QuotaKey::Ip]));
        by_address.map(|rule| ask(rule, keys, client, None, &no_field)).collect()
    }

    /// Whether anything counts by the body.
    pub(crate) fn counts_the_body(&self) -> bool {
        self.by_caller < self.rules.len()
    }

    /// What is asked once the body is vetted; `field` reads a field of it.
    pub(crate) fn by_body<'b>(
        &self,
        keys: &Fingerprints,
        client: IpAddr,
        subject: Option<&str>,
        field: &dyn Fn(&str) -> Option<Cow<'b, str>>,
    ) -> Asks {
        let rules = self.rules.iter().skip(self.by_caller);
        rules.map(|rule| ask(rule, keys, client, subject, field)).collect()
    }

    /// `RateLimit-Policy`, which is the same for every answer.
    pub(crate) fn policy_header(&self) -> Option<&HeaderValue> {
        self.policy.as_ref()
    }

    /// `RateLimit` after these decisions.
    pub(crate) fn header<'d>(&self, decisions: impl Iterator<Item = &'d Decision>) -> Option<HeaderValue> {
        let mut text = Vec::with_capacity(64);
        for standing in decisions.flat_map(|decision| &decision.standings) {
            let Some(rule) = self.rules.iter().find(|rule| rule.quota == standing.quota) else { continue };
            if !text.is_empty() {
                text.extend_from_slice(b", ");
            }
            text.extend_from_slice(rule.named.as_bytes());
            text.extend_from_slice(b";r=");
            push_number(&mut text, standing.remaining.into());
            if standing.eases_in > Duration::ZERO {
                text.extend_from_slice(b";t=");
                push_number(&mut text, whole_seconds(standing.eases_in));
            }
        }
        if text.is_empty() { None } else { HeaderValue::from_maybe_shared(Bytes::from(text)).ok() }
    }

    /// The labels of the quotas that refuse.
    pub(crate) fn violated(&self, decision: &Decision) -> Vec<String> {
        let refusing = decision.standings.iter().filter(|standing| standing.refuses);
        let rules =
            refusing.filter_map(|standing| self.rules.iter().find(|rule| rule.quota == standing.quota));
        rules.map(|rule| rule.label.clone()).collect()
    }
}

/// The digits of a number, without the machinery of formatting: this runs for every answer.
fn push_number(text: &mut Vec<u8>, mut number: u64) {
    let mut digits = [b'0'; 20];
    let mut from = digits.len();
    for (position, digit) in digits.iter_mut().enumerate().rev() {
        // A remainder of ten is one digit.
        *digit += u8::try_from(number % 10).unwrap_or(0);
        number /= 10;
        from = position;
        if number == 0 {
            break;
        }
    }
    text.extend_from_slice(digits.get(from..).unwrap_or_default());
}

fn no_field(_: &str) -> Option<Cow<'static, str>> {
    None
}

fn ask<'b>(
    rule: &Rule,
    keys: &Fingerprints,
    client: IpAddr,
    subject: Option<&str>,
    field: &dyn Fn(&str) -> Option<Cow<'b, str>>,
) -> Ask {
    let by_caller = |key: Fingerprint| match subject {
        Some(subject) => key.subject(subject),
        None => key.address(client),
    };
    if rule.is_by_default_key() {
        return Ask::whole(rule.quota, by_caller(keys.begin()).finish());
    }
    let mut key = keys.begin();
    for part in rule.keys {
        key = match part {
            QuotaKey::Ip => key.address(client),
            // Without a caller there is no such route; were there one, all who have none count together.
            QuotaKey::User => key.subject(subject.unwrap_or_default()),
            QuotaKey::Body(name) => key.field(field(name).as_deref()),
        };
    }
    let mut ask = Ask::whole(rule.quota, key.finish());
    if rule.is_by_body() {
        ask.group = Ask::whole(rule.quota, by_caller(keys.begin()).finish()).group;
    }
    ask
}

/// Rounded up, so that whoever waits as long as is said has waited long enough.
pub(crate) fn whole_seconds(time: Duration) -> u64 {
    time.as_secs().saturating_add(u64::from(time.subsec_nanos() > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_digits() {
        for number in [0, 1, 9, 10, 99, 100, 4_294_967_295, u64::MAX] {
            let mut text = Vec::new();
            push_number(&mut text, number);
            assert_eq!(String::from_utf8(text).unwrap(), number.to_string());
        }
    }
}
