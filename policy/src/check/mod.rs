//! The list of rules: turns written arguments into a policy, or into every reason why not.
//!
//! Floor 4. One rule family a file; each returns its part of the policy and records its faults.
//! New rule: a failing case in `ui-tests/cases/<guarantee>/`, then a function here.

mod access;
mod endpoint;
mod limits;
mod outside;
mod ownership;
mod rate;
mod waive;
mod webhook;

use proc_macro2::TokenStream;
use syn::LitStr;

use crate::guarantee::Guarantee;
use crate::report::Report;
use crate::route_policy::RoutePolicy;
use crate::spanned::Spanned;
use crate::written::{Key, Written};

impl RoutePolicy {
    /// Reads the tokens between the parentheses of the attribute, beside a handler whose parameters have
    /// these names.
    ///
    /// # Errors
    /// Every fault, each at its own token.
    pub fn read(attribute: TokenStream, parameters: &[String]) -> syn::Result<Self> {
        let mut report = Report::new();
        let written = Written::read(attribute, &mut report);
        let policy = check(&written, parameters, &mut report);
        report.finish_some(policy)
    }
}

fn check(written: &Written, parameters: &[String], report: &mut Report) -> Option<RoutePolicy> {
    let endpoint = endpoint::check(written, report);
    let access = access::check(written, report);
    webhook::check(written, report);
    let scope = access::scope(written, report);
    let deny_as_absent = access::deny(written, report);
    let rows = ownership::check(written, parameters, report);
    let or_roles = ownership::or_roles(written, report);
    let or_grant = ownership::or_grant(written, report);
    let body_limit = limits::body(written, report);
    let timeout = limits::timeout(written, report);
    let (egress, exec) = (outside::egress(written, report), outside::exec(written, report));
    let audit = limits::audit(written, report);
    let waivers = waive::check(written, report);
    let quotas = rate::check(written, report);
    Some(RoutePolicy {
        endpoint: endpoint?,
        access: access?,
        scope,
        rows,
        or_roles,
        or_grant,
        quotas: quotas?,
        body_limit,
        timeout,
        egress,
        exec,
        deny_as_absent,
        audit,
        waivers,
    })
}

/// Reads one text by the `read` of its term; the fault lands on the literal.
fn term<T>(
    guarantee: Guarantee,
    literal: &LitStr,
    read: impl Fn(&str) -> Result<T, String>,
    report: &mut Report,
) -> Option<Spanned<T>> {
    let value = read(&literal.value()).map_err(|why| guarantee.fault(literal, why));
    report.keep(value).map(|value| Spanned::new(value, literal.span()))
}

/// Reads each text of a key; a text that stands twice is a fault.
fn terms<T: PartialEq + std::fmt::Display>(
    guarantee: Guarantee,
    written: &Written,
    key: Key,
    read: impl Fn(&str) -> Result<T, String>,
    report: &mut Report,
) -> Vec<Spanned<T>> {
    let mut values: Vec<Spanned<T>> = Vec::new();
    for literal in written.texts(key) {
        let Some(value) = term(guarantee, literal, &read, report) else { continue };
        if values.contains(&value) {
            let why = format!("`{}` stands twice in `{}`; name it once", *value, key.word());
            report.add(guarantee.fault(literal, why));
        } else {
            values.push(value);
        }
    }
    values
}
