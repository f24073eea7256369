//! Quotas that an app sets for a route of the framework's own.
//!
//! Floor 13.

use crate::policy::{Access, Quota, QuotaKey, Quotas, RoutePolicy};

/// Quotas that were set when the app was put together, by [`AccountRoutes::quotas`](crate::identity::AccountRoutes::quotas), are held to what the attribute is
/// held to.
pub(super) fn check(policy: &RoutePolicy, place: &str, faults: &mut Vec<String>) {
    let Quotas::Declared(quotas) = policy.quotas else { return };
    let public = matches!(policy.access, Access::Public);
    let by = |quota: &Quota, key: fn(&QuotaKey) -> bool| quota.keys.iter().any(key);
    if quotas.is_empty() {
        faults.push(format!("{place} has an empty list of quotas; leave the list out for its own"));
    }
    if quotas.iter().any(|quota| quota.limit == 0 || quota.seconds == 0) {
        faults.push(format!("{place} has a quota of nothing; give at least 1 in at least a second"));
    }
    if public && quotas.iter().any(|quota| by(quota, |key| matches!(key, QuotaKey::User))) {
        faults.push(format!("{place} is public and counts by user; count by ip"));
    }
    if public
        && quotas.iter().any(|quota| {
            by(quota, |key| matches!(key, QuotaKey::Body(_))) && !by(quota, |key| matches!(key, QuotaKey::Ip))
        })
    {
        faults.push(format!("{place} is public and counts by a field of the body alone, so anyone could lock anyone out; count by ip too"));
    }
}
