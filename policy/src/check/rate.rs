//! How often: quotas that can be counted, and one wherever the public can change state.
//!
//! Floor 4.

use crate::guarantee::Guarantee;
use crate::report::Report;
use crate::route_policy::Quotas;
use crate::spanned::Spanned;
use crate::terms::{Method, Quota, QuotaKey, Reason};
use crate::written::{Key, Written};

pub(super) fn check(written: &Written, report: &mut Report) -> Option<Quotas> {
    let public = written.at(Key::Public).is_some();
    match (written.at(Key::Rate), written.text(Key::WaiveRate)) {
        (Some(_), Some(_)) => {
            let why = "a route has a quota or a reason for having none; remove one of the two";
            report.add(written.conflict(Guarantee::Rate, Key::Rate, Key::WaiveRate, why));
            None
        }
        (Some(_), None) => {
            let quotas = super::terms(Guarantee::Rate, written, Key::Rate, Quota::read, report);
            quotas.iter().for_each(|quota| countable(written, quota, public, report));
            if written.at(Key::Webhook).is_some() {
                by_nobody(&quotas, report);
            }
            each_counts(&quotas, public, report);
            Some(Quotas::Declared(quotas))
        }
        (None, Some(reason)) => Reason::read(&reason.value()).ok().map(Quotas::Waived),
        (None, None) => {
            if let Some(at) = written.at(Key::Webhook) {
                let why = "a webhook names its own quota; add `rate = \"600/min\"`";
                report.add(Guarantee::Rate.fault_at(at, why));
            }
            let safe = written.at(Key::Get).is_some();
            if let (Some(at), false, true) = (written.at(Key::Public), safe, written.is_complete()) {
                let why = "a public route that changes state names its own quota; add `rate = \"5/min\"`";
                report.add(Guarantee::Rate.fault_at(at, why));
            }
            Some(Quotas::Default)
        }
    }
}

/// No quota stands in the shadow of another: of two over the same window and key only the smaller ever refuses.
fn each_counts(quotas: &[Spanned<Quota>], public: bool, report: &mut Report) {
    let key = |quota: &Quota| {
        let default = if public { QuotaKey::Ip } else { QuotaKey::User };
        let written = quota.keys().iter().map(ToString::to_string);
        let mut keys: Vec<String> = written.collect();
        if keys.is_empty() {
            keys.push(default.to_string());
        }
        keys.sort();
        (quota.window(), keys)
    };
    for (position, quota) in quotas.iter().enumerate() {
        let before = quotas.iter().take(position);
        if let Some(other) = before.clone().find(|other| key(other) == key(quota)) {
            let (smaller, larger) =
                if other.limit() <= quota.limit() { (other, quota) } else { (quota, other) };
            let (smaller, larger, same) =
                (smaller.value(), larger.value(), smaller.limit() == larger.limit());
            let why = match same {
                true => format!("`{larger}` and `{smaller}` are one quota; keep one of them"),
                false => {
                    format!("`{larger}` never refuses beside `{smaller}`, which counts the same; remove it")
                }
            };
            report.add(Guarantee::Rate.fault_at(quota.span(), &why));
        }
    }
}

/// What counts by nothing counts the sender, who is no user.
fn by_nobody(quotas: &[Spanned<Quota>], report: &mut Report) {
    for quota in quotas.iter().filter(|quota| quota.keys().contains(&QuotaKey::User)) {
        let why =
            "a webhook has no user to count by; leave `by user` out to count its sender, or count by `ip`";
        report.add(Guarantee::Rate.fault_at(quota.span(), why));
    }
}

/// Every key of the quota can be read on this route, and none lets a stranger lock a caller out.
fn countable(written: &Written, quota: &Spanned<Quota>, public: bool, report: &mut Report) {
    let keys = quota.keys();
    let fault = |why: &str| Guarantee::Rate.fault_at(quota.span(), why);
    if public && keys.contains(&QuotaKey::User) {
        report.add(fault("a public route has no user to count by; count by `ip`"));
    }
    let body = keys.iter().any(|key| matches!(key, QuotaKey::Body(_)));
    if body && public && !keys.contains(&QuotaKey::Ip) {
        report.add(fault(
            "counted by the body alone, anyone could lock another out; join the address: `by ip+body.…`",
        ));
    }
    let without_body =
        Method::ALL.into_iter().find(|method| !method.has_body() && written.at(Key::of(*method)).is_some());
    if let (true, Some(method)) = (body, without_body) {
        let why = format!("a `{method}` route has no body to count by; count by `ip` or `user`");
        report.add(fault(&why));
    }
}
