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

/// The keys that say what a row parameter reaches.
const KEYS: [Key; 4] = [Key::Owns, Key::AllRows, Key::Reads, Key::Inserts];

pub(super) fn check(written: &Written, parameters: &[String], report: &mut Report) -> Vec<Spanned<RowRule>> {
    let mut rows: Vec<Spanned<RowRule>> = Vec::new();
    for (key, literal) in
        KEYS.into_iter().flat_map(|key| written.texts(key).iter().map(move |text| (key, text)))
    {
        let read = |text: &str| match key {
            Key::AllRows => Name::read(text).map(RowRule::All),
            Key::Reads => Name::read(text).map(RowRule::Public),
            Key::Inserts => Name::read(text).map(RowRule::Insert),
            _ => OwnerPath::read(text).map(RowRule::Owned),
        };
        let Some(row) = super::term(Guarantee::Ownership, literal, read, report) else { continue };
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
        None => {
            let ty = match row {
                RowRule::Owned(_) => "Owned",
                RowRule::All(_) => "AllRows",
                RowRule::Public(_) => "Public",
                RowRule::Insert(_) => "Insert",
            };
            format!("write a parameter such as `{name}: {ty}<…>`")
        }
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
    if public && written.at(Key::WaiveTenant).is_some() {
        let why = "a public route reaches no rows of an organisation, so there is nothing to waive; remove one of the two";
        report.add(written.conflict(Guarantee::Ownership, Key::Public, Key::WaiveTenant, why));
    }
    if let Some(at) = written.at(Key::AllRows)
        && written.at(Key::Role).is_none()
        && written.at(Key::Webhook).is_none()
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

pub(super) fn or_grant(written: &Written, report: &mut Report) -> Option<Spanned<Name>> {
    let literal = written.text(Key::OrGrant)?;
    if written.at(Key::Owns).is_none() {
        let why =
            "`or_grant` widens `owns`, and there is no `owns`; add it, such as `owns = \"document.user_id\"`";
        report.add(Guarantee::Ownership.fault(literal, why));
    }
    super::term(Guarantee::Ownership, literal, Name::read, report)
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
