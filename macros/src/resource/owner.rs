//! Whose a row is: `owner = "user_id"`, `owner = "order.user_id"`, `owner(any = […])`, `owner(column = "…", claims = "…")`.
//!
//! Floor 2.

use portcullis_policy::{Name, Report};
use syn::{DeriveInput, LitStr};

use super::GUARANTEE;
use super::columns::{Column, position};
use crate::keys::{self, Key, Value};

/// Whose a row is; columns by their positions.
pub(super) enum Owner {
    Nobody,
    /// The caller by their subject.
    Subject(usize),
    /// Any of these, by the subject.
    Any(Vec<usize>),
    /// By a claim that holds one value.
    Claim(usize, String),
    /// By a claim that holds a list.
    Claims(usize, String),
    /// The owner of the row that this column names; the path that owns that row, and where it is written.
    Parent {
        column: usize,
        rest: String,
        at: LitStr,
    },
}

impl Owner {
    /// The owner as `owns` writes it.
    pub(super) fn path(&self, columns: &[Column<'_>]) -> String {
        let name = |column: &usize| columns.get(*column).map_or("", |column| column.name.as_str()).to_owned();
        match self {
            Self::Nobody => String::new(),
            Self::Any(_) => "any".to_owned(),
            Self::Subject(column) | Self::Claim(column, _) | Self::Claims(column, _) => name(column),
            Self::Parent { column, rest, .. } => format!("{}.{rest}", word(&name(column))),
        }
    }

    /// The columns that say whose a row is.
    pub(super) fn columns(&self) -> Vec<usize> {
        match self {
            Self::Nobody => Vec::new(),
            Self::Any(columns) => columns.clone(),
            Self::Subject(column)
            | Self::Claim(column, _)
            | Self::Claims(column, _)
            | Self::Parent { column, .. } => vec![*column],
        }
    }
}

/// What a path calls the parent that a column names: `order` for `order_id`.
fn word(column: &str) -> &str {
    column.strip_suffix("_id").unwrap_or(column)
}

/// Reads the owner from the keys of the struct.
pub(super) fn read(
    item: &DeriveInput,
    written: &[Key],
    columns: &[Column<'_>],
    report: &mut Report,
) -> Option<Owner> {
    let find = |name: &str| written.iter().find(|key| key.is(name));
    let nobody = ["unowned", "public", "public_when"].into_iter().find_map(find);
    let Some(key) = find("owner") else {
        if nobody.is_none() {
            report.add(GUARANTEE.fault(
                &item.ident,
                "the row lacks `#[resource(owner = \"…\")]`; write `owner = \"user_id\"`, the column that says whose row it is; \
                 or, where nobody owns rows, `public`, `public_when = \"…\"` or `unowned`",
            ));
            return None;
        }
        return Some(Owner::Nobody);
    };
    if let Some(unowned) = find("unowned") {
        let why = "`owner` and `unowned` contradict each other; keep one";
        report.add(GUARANTEE.fault(&unowned.name, why));
    }
    match &key.value {
        Value::Text(text) => report.keep(path(text, columns)),
        Value::Nested(nested) => nested_owner(key, nested, columns, report),
        _ => {
            let why = "`owner` takes a column, `owner = \"user_id\"`, or `owner(any = [\"buyer_id\", \"seller_id\"])`, or \
                       `owner(column = \"team_id\", claims = \"teams\")`";
            report.add(GUARANTEE.fault(&key.name, why));
            None
        }
    }
}

/// `user_id`, or the path through a parent.
fn path(text: &LitStr, columns: &[Column<'_>]) -> syn::Result<Owner> {
    let value = text.value();
    let Some((first, rest)) = value.split_once('.') else {
        return position(text, columns).map(Owner::Subject);
    };
    for name in rest.split('.') {
        Name::read(name).map_err(|why| GUARANTEE.fault(text, why))?;
    }
    let is_parent = |column: &&Column<'_>| column.is_parent && word(&column.name) == first;
    if let Some(second) = columns.iter().filter(is_parent).nth(1) {
        let why =
            format!("`{first}` is either of two parents of the row; rename the column `{}`", second.name);
        return Err(GUARANTEE.fault(text, why));
    }
    let Some(column) = columns.iter().position(|column| is_parent(&column)) else {
        let help = match columns.iter().find(|column| word(&column.name) == first) {
            Some(column) => format!(
                "write `#[resource(parent = …)]` on `{}`, with the row type of the parent",
                column.name
            ),
            None => format!(
                "declare a column `{first}_id` with `#[resource(parent = …)]`, the row type of the parent"
            ),
        };
        return Err(GUARANTEE.fault(text, format!("`{first}` is no parent of the row; {help}")));
    };
    Ok(Owner::Parent { column, rest: rest.to_owned(), at: text.clone() })
}

const OWNER_KEYS: [&str; 4] = ["any", "column", "claim", "claims"];

fn nested_owner(key: &Key, nested: &[Key], columns: &[Column<'_>], report: &mut Report) -> Option<Owner> {
    let mut before: Vec<Key> = Vec::new();
    for key in nested {
        report.keep(keys::check(key, &before, &OWNER_KEYS, GUARANTEE));
        before.push(key.clone());
    }
    let is_known = nested.iter().all(|key| OWNER_KEYS.iter().any(|known| key.is(known)));
    let find = |name: &str| nested.iter().find(|key| key.is(name));
    for (one, other) in [("any", "column"), ("any", "claim"), ("any", "claims"), ("claim", "claims")] {
        if let (Some(_), Some(second)) = (find(one), find(other)) {
            let why = format!("`{one}` and `{other}` say two things of one owner; keep one");
            report.add(GUARANTEE.fault(&second.name, why));
            return None;
        }
    }
    if let Some(any) = find("any") {
        let texts = report.keep(any.texts(GUARANTEE))?;
        if texts.len() < 2 {
            report.add(GUARANTEE.fault(&any.name, "one owner is no choice; write `owner = \"…\"`"));
        }
        if let Some(column) = columns.iter().find(|column| column.name == "any") {
            let why = "`any` is what `owns` calls the owners of the row; rename the column";
            report.add(GUARANTEE.fault(column.field, why));
        }
        let mut found = Vec::new();
        for text in &texts {
            let Some(column) = report.keep(position(text, columns)) else { continue };
            if found.contains(&column) {
                report.add(GUARANTEE.fault(text, "the column stands twice; name it once"));
            }
            found.push(column);
        }
        return (found.len() == texts.len()).then_some(Owner::Any(found));
    }
    let claim = find("claim").map(|key| (key, false)).or(find("claims").map(|key| (key, true)));
    let (Some(column), Some((claim, many))) = (find("column"), claim) else {
        let why = "`owner(…)` takes `any = [\"…\", \"…\"]`, or `column = \"…\"` with `claim = \"…\"` or `claims = \"…\"`";
        if is_known {
            report.add(GUARANTEE.fault(&key.name, why));
        }
        return None;
    };
    let column = report.keep(column.text(GUARANTEE)).and_then(|text| report.keep(position(text, columns)));
    let claim = report.keep(claim.text(GUARANTEE))?;
    if claim.value().is_empty() {
        report.add(GUARANTEE.fault(claim, "the name of the claim is missing"));
    }
    let claim = claim.value();
    Some(if many { Owner::Claims(column?, claim) } else { Owner::Claim(column?, claim) })
}
