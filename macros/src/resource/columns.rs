//! The fields of a row type: its columns, and what the attributes say of each.
//!
//! Floor 2.

use portcullis_policy::{Guarantee, Name, Reason, Report, nearest};
use syn::ext::IdentExt;
use syn::{DeriveInput, Field, FieldsNamed, Ident, LitStr, Path, Type};

use super::GUARANTEE;
use crate::keys::{self, Key};
use crate::secret_name::{Secrecy, secrecy};

/// A column: a field, its name in the database, and what is said of it.
pub(super) struct Column<'i> {
    pub(super) field: &'i Ident,
    pub(super) name: String,
    pub(super) ty: &'i Type,
    /// Whether no input of a client sets it.
    pub(super) server_set: bool,
    /// The row type whose ids it holds.
    pub(super) references: Option<Path>,
    /// Whether a row belongs to the one that it refers to.
    pub(super) is_parent: bool,
    pub(super) filter: Option<Ident>,
    pub(super) sort: Option<Ident>,
    /// Why it may be unique over all owners.
    pub(super) unique_for_all: Option<String>,
    /// Why it is no secret, though it is called as one.
    pub(super) no_secret: Option<String>,
    /// The secret that it is called as.
    pub(super) secret: Option<Secrecy>,
    pub(super) seen: Seen,
}

/// Who sees a column, as `#[expose(…)]` says it.
pub(super) enum Seen {
    Everyone,
    Public,
    Roles(Vec<LitStr>),
    /// The owner of the row, whatever roles see it too.
    Owner,
    Nobody,
}

const KEYS: [&str; 7] =
    ["server_set", "references", "parent", "filter", "sort", "unique_for_all", "waive_secret"];

pub(super) fn read<'i>(item: &DeriveInput, fields: &'i FieldsNamed, report: &mut Report) -> Vec<Column<'i>> {
    let mut columns: Vec<Column<'i>> =
        fields.named.iter().filter_map(|field| column(field, report)).collect();
    // What is written for the row stands in other types too, where `Self` is theirs.
    for of in columns.iter_mut().filter_map(|column| column.references.as_mut()) {
        if let Some(own) = of.get_ident().filter(|name| *name == "Self") {
            *of = {
                let mut name = item.ident.clone();
                name.set_span(name.span().located_at(own.span()));
                name.into()
            };
        }
    }
    columns
}

fn column<'i>(field: &'i Field, report: &mut Report) -> Option<Column<'i>> {
    let ident = field.ident.as_ref()?;
    let written = keys::read(&field.attrs, "resource", &KEYS, GUARANTEE, report);
    let find = |name: &str| written.iter().find(|key| key.is(name));
    let name = ident.unraw().to_string();
    report.keep(Name::read(&name).map_err(|why| GUARANTEE.fault(ident, why)))?;
    for bare in ["server_set", "filter", "sort"] {
        find(bare).into_iter().for_each(|key| {
            report.keep(key.bare(GUARANTEE));
        });
    }
    if let (Some(_), Some(parent)) = (find("references"), find("parent")) {
        let why = "a parent is referred to anyway; keep `parent`";
        report.add(GUARANTEE.fault(&parent.name, why));
    }
    let references = find("references").or(find("parent"));
    let references = references.and_then(|key| report.keep(key.type_path(GUARANTEE))).cloned();
    let mut reason = |name: &str| {
        let text = report.keep(find(name)?.text(GUARANTEE))?;
        let reason = Reason::read(&text.value()).map_err(|why| Guarantee::Waive.fault(text, why));
        report.keep(reason).map(|reason| reason.as_str().to_owned())
    };
    let (unique_for_all, no_secret) = (reason("unique_for_all"), reason("waive_secret"));
    let secret = secrecy(&name);
    if let Some(fault) =
        find("waive_secret").and_then(|key| keys::nothing_to_waive(key, ident, secret.is_some()))
    {
        report.add(fault);
    }
    let seen = seen(field);
    let (filter, sort) = (find("filter").map(name_of), find("sort").map(name_of));
    for asked in filter.iter().chain(&sort) {
        if let Seen::Nobody = seen {
            let why = format!(
                "`{name}` is never exposed, and who may {asked} by it learns what it holds; remove `{asked}`"
            );
            report.add(GUARANTEE.fault(asked, why));
        }
        if let Seen::Owner = seen {
            let why = format!(
                "`{name}` leaves to the owner of its row, and whoever may {asked} by it learns what it holds in all rows; remove `{asked}`"
            );
            report.add(GUARANTEE.fault(asked, why));
        }
        if ["limit", "after", "sort"].contains(&name.as_str()) {
            let why = format!(
                "`{name}` has a meaning of its own in the query of a list; rename the field, or remove `{asked}`"
            );
            report.add(GUARANTEE.fault(asked, why));
        }
    }
    Some(Column {
        field: ident,
        name,
        ty: &field.ty,
        server_set: find("server_set").is_some(),
        is_parent: find("parent").is_some(),
        filter,
        sort,
        unique_for_all,
        // What refers to a row is its id.
        secret: secret.filter(|_| references.is_none() && find("waive_secret").is_none()),
        no_secret,
        references,
        seen,
    })
}

fn name_of(key: &Key) -> Ident {
    key.name.clone()
}

/// What `#[derive(Expose)]` reads and judges of the same field.
fn seen(field: &Field) -> Seen {
    let written = keys::lenient(&field.attrs, "expose");
    let find = |name: &str| written.iter().find(|key| key.is(name));
    if find("never").is_some() {
        Seen::Nobody
    } else if find("owner").is_some() {
        Seen::Owner
    } else if let Some(role) = find("role") {
        Seen::Roles(role.texts(Guarantee::Output).unwrap_or_default())
    } else if find("public").is_some() {
        Seen::Public
    } else {
        Seen::Everyone
    }
}

/// The position of the column that a text names.
pub(super) fn position(text: &LitStr, columns: &[Column<'_>]) -> syn::Result<usize> {
    let name = text.value();
    columns.iter().position(|column| column.name == name).ok_or_else(|| {
        let known = columns.iter().map(|column| column.name.as_str());
        let help = match nearest(&name, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "its columns are {}",
                known.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
            ),
        };
        GUARANTEE.fault(text, format!("the row has no column `{name}`; {help}"))
    })
}
