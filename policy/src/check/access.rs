//! Who may call: said exactly once, and nothing beside it that contradicts it.
//!
//! Floor 4.

use proc_macro2::Span;

use crate::guarantee::Guarantee;
use crate::report::Report;
use crate::route_policy::Access;
use crate::terms::{Name, Scope};
use crate::written::{Key, Written};

pub(super) fn check(written: &Written, report: &mut Report) -> Option<Access> {
    let given = |key: &Key| written.at(*key).is_some();
    let rules = [Key::Public, Key::Authenticated, Key::Role, Key::Webhook];
    let rules: Vec<Key> = rules.into_iter().filter(given).collect();
    match rules.as_slice() {
        [] if !written.is_complete() => None,
        [] => {
            let why = "nothing says who may call this route; add `public`, `authenticated`, `role = \"…\"` or \
                       `webhook = \"…\"`";
            report.add(Guarantee::Access.fault_at(Span::call_site(), why));
            None
        }
        [Key::Public] => Some(Access::Public),
        [Key::Authenticated] => Some(Access::Authenticated),
        [Key::Webhook] => {
            let literal = written.text(Key::Webhook)?;
            super::term(Guarantee::Webhook, literal, Name::read, report).map(Access::Webhook)
        }
        [_] => {
            let roles = super::terms(Guarantee::Role, written, Key::Role, Name::read, report);
            (!roles.is_empty()).then_some(Access::Roles(roles))
        }
        [one, other, ..] => {
            report.add(written.conflict(Guarantee::Access, *one, *other, &two_rules(*one, *other)));
            None
        }
    }
}

fn two_rules(one: Key, other: Key) -> String {
    let help = match (one, other) {
        (Key::Authenticated, Key::Role) => {
            "a role already asks for a signed-in caller; remove `authenticated`"
        }
        (_, Key::Webhook) => "on a webhook the signature says who calls; keep the one that is meant",
        _ => "keep the one that is meant",
    };
    format!("`{}` and `{}` both say who may call this route; {help}", one.word(), other.word())
}

pub(super) fn scope(written: &Written, report: &mut Report) -> Option<Scope> {
    let literal = written.text(Key::Scope)?;
    if let Some((key, what)) = without_token(written) {
        let why =
            format!("a {what} asks for no token, so no scope can be asked of it; remove one of the two");
        report.add(written.conflict(Guarantee::Access, key, Key::Scope, &why));
    }
    super::term(Guarantee::Access, literal, Scope::read, report).map(|scope| scope.value().clone())
}

/// Whether 404 is given where 403 would be.
pub(super) fn deny(written: &Written, report: &mut Report) -> bool {
    let Some(literal) = written.text(Key::Deny) else { return false };
    if literal.value() != "404" {
        let why = "`deny` takes `\"404\"`, which hides the route; without the key a refusal is 403";
        report.add(Guarantee::Grammar.fault(literal, why));
    }
    if let Some((key, what)) = without_token(written) {
        let why = format!("a {what} refuses nobody for a role, so `deny` never applies; remove it");
        report.add(written.conflict(Guarantee::Access, key, Key::Deny, &why));
    }
    true
}

/// The rule that asks for no token, where the route has one, and what such a route is called.
fn without_token(written: &Written) -> Option<(Key, &'static str)> {
    let rules = [(Key::Public, "public route"), (Key::Webhook, "webhook")];
    rules.into_iter().find(|(key, _)| written.at(*key).is_some())
}
