//! Whose rows: each row parameter reached by one rule, and widened only beside `owns`.
//!
//! Floor 4.

use syn::LitStr;

use crate::guarantee::Guarantee;
use crate::nearest::nearest;
use crate::report::Report;
use crate::route_policy::RowRule;
use crate::spanned::Spanned;
use crate::terms::{Name, OwnerPath};
use crate::written::{Key, Written};

pub(super) fn check(written: &Written, parameters: &[String], report: &mut Report) -> Vec<Spanned<RowRule>> {
    let owned = |text: &str| OwnerPath::read(text).map(RowRule::Owned);
    let all = |text: &str| Name::read(text).map(RowRule::All);
    let mut rows: Vec<Spanned<RowRule>> = Vec::new();
    let given = written.texts(Key::Owns).iter().map(|literal| (literal, true));
    for (literal, is_owned) in given.chain(written.texts(Key::AllRows).iter().map(|literal| (literal, false)))
    {
        let row = if is_owned {
            super::term(Guarantee::Ownership, literal, owned, report)
        } else {
            super::term(Guarantee::Ownership, literal, all, report)
        };
        let Some(row) = row else { continue };
        match report.keep(one_rule_each(&row, literal, &rows, parameters)) {
            Some(()) => rows.push(row),
            None => continue,
        }
    }
    access(written, report);
    rows
}

/// The parameter exists and no other rule is about it.
fn one_rule_each(
    row: &RowRule,
    literal: &LitStr,
    before: &[Spanned<RowRule>],
    parameters: &[String],
) -> syn::Result<()> {
    let name = row.parameter().as_str();
    if before.iter().any(|other| other.parameter() == row.parameter()) {
        let why = format!("two rules are about the parameter `{name}`; keep the one that is meant");
        return Err(Guarantee::Ownership.fault(literal, why));
    }
    if parameters.iter().any(|parameter| parameter == name) {
        return Ok(());
    }
    let help = match nearest(name, parameters.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => match row {
            RowRule::Owned(_) => format!("write a parameter such as `{name}: Owned<…>`"),
            RowRule::All(_) => format!("write a parameter such as `{name}: AllRows<…>`"),
        },
    };
    Err(Guarantee::Ownership.fault(literal, format!("the handler has no parameter `{name}`; {help}")))
}

fn access(written: &Written, report: &mut Report) {
    let public = written.at(Key::Public).is_some();
    if public && written.at(Key::Owns).is_some() {
        let why = "a public route has no caller who could own a row; \
                   write `authenticated` or `role = \"…\"` instead of `public`";
        report.add(written.conflict(Guarantee::Ownership, Key::Public, Key::Owns, why));
    }
    if let Some(at) = written.at(Key::AllRows)
        && written.at(Key::Role).is_none()
    {
        let why =
            "every row of a table is for a role; write `role = \"…\"`, or `owns` for the caller's own rows";
        report.add(
            match [Key::Public, Key::Authenticated].into_iter().find(|key| written.at(*key).is_some()) {
                Some(key) => written.conflict(Guarantee::Ownership, key, Key::AllRows, why),
                None => Guarantee::Ownership.fault_at(at, why),
            },
        );
    }
}

pub(super) fn or_roles(written: &Written, report: &mut Report) -> Vec<Spanned<Name>> {
    if let Some(at) = written.at(Key::OrRole)
        && written.at(Key::Owns).is_none()
    {
        let why = "`or_role` lifts the owner of `owns`, and there is no `owns`; add it, or use `role` alone";
        report.add(Guarantee::Ownership.fault_at(at, why));
    }
    super::terms(Guarantee::Role, written, Key::OrRole, Name::read, report)
}
