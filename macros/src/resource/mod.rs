//! `#[derive(Resource)]`.
//!
//! Floor 2. Reads what the attributes say, as valid; `expand` writes it.

mod columns;
mod expand;
mod owner;

use portcullis_policy::{Guarantee, Name, Report};
use proc_macro2::TokenStream;
use syn::{DeriveInput, LitStr, Path};

use self::columns::{Column, position};
use self::owner::Owner;
use crate::keys::{self, Key, Value};

const GUARANTEE: Guarantee = Guarantee::Ownership;

const KEYS: [&str; 12] = [
    "table",
    "owner",
    "key",
    "tenant",
    "grants",
    "version",
    "public",
    "public_when",
    "unowned",
    "one_per_owner",
    "unique",
    "null",
];

/// What the derive found, as valid; columns by their positions.
struct Row<'i> {
    table: String,
    columns: Vec<Column<'i>>,
    key: usize,
    owner: Owner,
    /// Whether a row may have no owner.
    nullable: bool,
    tenant: Option<usize>,
    version: Option<usize>,
    published: Published,
    one_per_owner: bool,
    unique: Vec<usize>,
    grants: Option<Grants>,
}

enum Published {
    Nothing,
    Everything,
    When(usize),
}

struct Grants {
    table: String,
    row: String,
    to: String,
    level: String,
    levels: Path,
}

impl Row<'_> {
    /// Columns that no change sets: who sets them says whose a row is, or which.
    fn bound(&self) -> Vec<usize> {
        let mut bound = self.owner.columns();
        bound.push(self.key);
        bound.extend(self.tenant.iter().chain(&self.version));
        bound
    }
}

pub(crate) fn derive(item: &DeriveInput) -> syn::Result<TokenStream> {
    let row = read(item)?;
    Ok(expand::row(item, &row))
}

fn read(item: &DeriveInput) -> syn::Result<Row<'_>> {
    let mut report = Report::new();
    let fields = keys::named_fields(item, "a row", GUARANTEE)?;
    let columns = columns::read(item, fields, &mut report);
    let written = keys::read(&item.attrs, "resource", &KEYS, GUARANTEE, &mut report);
    let find = |name: &str| written.iter().find(|key| key.is(name));
    for key in ["public", "unowned", "one_per_owner"].into_iter().filter_map(find) {
        report.keep(key.bare(GUARANTEE));
    }
    let table = table(item, find("table"), &mut report);
    let owner = owner::read(item, &written, &columns, &mut report);
    let key = key(item, find("key"), &columns, &mut report);
    let mut column = |name: &str| {
        let text = report.keep(find(name)?.text(GUARANTEE))?;
        report.keep(position(text, &columns))
    };
    let (tenant, version, when) = (column("tenant"), column("version"), column("public_when"));
    let published = match (find("public"), when) {
        (Some(_), _) => Published::Everything,
        (None, Some(when)) => Published::When(when),
        (None, None) => Published::Nothing,
    };
    let unique = match find("unique").map(|key| key.texts(GUARANTEE)) {
        Some(texts) => {
            let texts = report.keep(texts).unwrap_or_default();
            texts.iter().filter_map(|text| report.keep(position(text, &columns))).collect()
        }
        None => Vec::new(),
    };
    let nullable = nullable(find("null"), owner.as_ref(), &mut report);
    let grants = find("grants").and_then(|key| grants(key, &mut report));
    contradictions(&written, owner.as_ref(), tenant, &mut report);
    if let (Some(at), Some(version)) = (find("version"), version) {
        let mut bound = owner.as_ref().map(Owner::columns).unwrap_or_default();
        bound.extend(key.iter().chain(&tenant).chain(&when));
        if bound.contains(&version) {
            let why = "each update counts `version` up, and this column says whose a row is, or which; name a column of its own";
            report.add(GUARANTEE.fault(&at.name, why));
        }
    }
    let row = match (table, key, owner) {
        (Some(table), Some(key), Some(owner)) => Some(Row {
            table,
            columns,
            key,
            owner,
            nullable,
            tenant,
            version,
            published,
            one_per_owner: find("one_per_owner").is_some(),
            unique,
            grants,
        }),
        _ => None,
    };
    report.finish_some(row)
}

fn table(item: &DeriveInput, key: Option<&Key>, report: &mut Report) -> Option<String> {
    let Some(key) = key else {
        report.add(GUARANTEE.fault(
            &item.ident,
            "the row lacks `#[resource(table = \"…\")]`; write `table = \"orders\"`, the name of the table",
        ));
        return None;
    };
    name(key, report)
}

/// The value of a key, as the plain name that a table or column has.
fn name(key: &Key, report: &mut Report) -> Option<String> {
    let text = report.keep(key.text(GUARANTEE))?;
    let name = Name::read(&text.value()).map_err(|why| GUARANTEE.fault(text, why));
    report.keep(name).map(|name| name.to_string())
}

fn key(item: &DeriveInput, key: Option<&Key>, columns: &[Column<'_>], report: &mut Report) -> Option<usize> {
    if let Some(key) = key {
        let text: &LitStr = report.keep(key.text(GUARANTEE))?;
        return report.keep(position(text, columns));
    }
    let id = columns.iter().position(|column| column.name == "id");
    if id.is_none() {
        report.add(GUARANTEE.fault(
            &item.ident,
            "the row has no column `id`; write `key = \"…\"`, the column that identifies a row",
        ));
    }
    id
}

fn nullable(key: Option<&Key>, owner: Option<&Owner>, report: &mut Report) -> bool {
    let Some(key) = key else { return false };
    if let Some(text) = report.keep(key.text(GUARANTEE))
        && text.value() != "nobody"
    {
        report.add(GUARANTEE.fault(text, "a row without an owner is nobody's; write `null = \"nobody\"`"));
    }
    if let Some(Owner::Nobody | Owner::Parent { .. }) = owner {
        let why = "`null` says what an owner that is NULL means, and this row type has no column of owners; remove it";
        report.add(GUARANTEE.fault(&key.name, why));
    }
    true
}

fn contradictions(written: &[Key], owner: Option<&Owner>, tenant: Option<usize>, report: &mut Report) {
    let find = |name: &str| written.iter().find(|key| key.is(name));
    if let (Some(_), Some(when)) = (find("public"), find("public_when")) {
        let why = "every row is public, or those that are published; keep one of `public` and `public_when`";
        report.add(GUARANTEE.fault(&when.name, why));
    }
    for public in ["public", "public_when"].into_iter().filter_map(find) {
        if let Some(tenant) = find("tenant") {
            let why =
                format!("rows of an organisation are not for everyone; remove `tenant` or `{}`", public.name);
            report.add(GUARANTEE.fault(&tenant.name, why));
        }
        if let Some(unowned) = find("unowned") {
            let why = format!("`{}` says already that nobody owns rows; remove `unowned`", public.name);
            report.add(GUARANTEE.fault(&unowned.name, why));
        }
    }
    let owned_by = |column| owner.is_some_and(|owner| owner.columns().contains(&column));
    if let (Some(key), true) = (find("tenant"), tenant.is_some_and(owned_by)) {
        let why = "an organisation is no owner: everyone in it would own its rows; name the column of a person as `owner`, or \
                   write `unowned`";
        report.add(GUARANTEE.fault(&key.name, why));
    }
    if let (Some(key), Some(Owner::Any(_) | Owner::Claims(..))) = (find("one_per_owner"), owner) {
        let why = "a row here belongs to several, each of whom may have others; remove `one_per_owner`, or write `owner = \"…\"`";
        report.add(GUARANTEE.fault(&key.name, why));
    }
    if let Some(Owner::Nobody) = owner {
        for key in ["one_per_owner", "grants", "unique"].into_iter().filter_map(find) {
            let why =
                format!("`{}` is about the rows of an owner, and nobody owns these; remove it", key.name);
            report.add(GUARANTEE.fault(&key.name, why));
        }
    }
}

/// `grants(table = "…", row = "…", to = "…", level = "…", levels = …)`
fn grants(key: &Key, report: &mut Report) -> Option<Grants> {
    const KEYS: [&str; 5] = ["table", "row", "to", "level", "levels"];
    let example = "`grants(table = \"document_grants\", row = \"document_id\", to = \"user_id\", level = \"level\", \
                   levels = DocumentLevel)`";
    let Value::Nested(nested) = &key.value else {
        report.add(GUARANTEE.fault(&key.name, format!("`grants` says where grants are; write {example}")));
        return None;
    };
    let mut before: Vec<Key> = Vec::new();
    for key in nested {
        report.keep(keys::check(key, &before, &KEYS, GUARANTEE));
        before.push(key.clone());
    }
    let find = |name: &str| nested.iter().find(|key| key.is(name));
    if let Some(missing) = KEYS.into_iter().find(|name| find(name).is_none()) {
        if nested.iter().all(|key| KEYS.iter().any(|known| key.is(known))) {
            report.add(GUARANTEE.fault(&key.name, format!("`grants` lacks `{missing}`; write {example}")));
        }
        return None;
    }
    let mut text = |key: &str| find(key).and_then(|key| name(key, report));
    let (table, row, to, level) = (text("table"), text("row"), text("to"), text("level"));
    let levels = find("levels").and_then(|key| report.keep(key.type_path(GUARANTEE))).cloned();
    let columns = [("row", &row), ("to", &to), ("level", &level)];
    for (at, (name, column)) in columns.iter().enumerate() {
        let same = columns.iter().take(at).find(|(_, other)| column.is_some() && other == column);
        if let (Some((other, _)), Some(key)) = (same, find(name)) {
            let why = format!("`{other}` and `{name}` are two columns of the table of grants; name another");
            report.add(GUARANTEE.fault(&key.name, why));
        }
    }
    Some(Grants { table: table?, row: row?, to: to?, level: level?, levels: levels? })
}
