//! What a row type declares of its columns, against their types and against other row types.
//!
//! Floor 11.

use super::Fault;
use crate::const_text::{ConstText, same};
use crate::database::{ColumnKind, KeptAs, Seen, Table};

impl Fault {
    /// Compares the owner that a row type declares through a parent with the owner of that parent.
    pub const fn of_parent(parent: Option<&Table>, own: &str, path: &str) -> Self {
        let text = ConstText::new();
        let Some(parent) = parent else { return Self(text) };
        if same(parent.owner_path, path) {
            return Self(text);
        }
        if ends_with(parent.owner_path, own) {
            let text = text.text("ownership: `").text(own).text("` leads through `").text(parent.name);
            return Self(text.text(
                "` back to itself, and so to nobody; name a column of one of the rows as its `owner`",
            ));
        }
        let text = text.text("ownership: `").text(path).text("` does not own a row of `").text(parent.name);
        if parent.owner_path.is_empty() {
            return Self(text.text("`: nobody does; name a parent that someone owns"));
        }
        Self(text.text("`; its owner is `").text(parent.owner_path).text("`, so write that after the parent"))
    }

    /// Asks whether a column of this type holds ids of the table that it refers to.
    pub const fn of_reference(of: Option<&Table>, kind: ColumnKind, name: &str) -> Self {
        let text = ConstText::new();
        let Some(of) = of else { return Self(text) };
        let mut columns = of.columns;
        while let [column, rest @ ..] = columns {
            if same(column.name, of.key) && column.kind as u8 != kind as u8 {
                let text = text.text("ownership: `").text(name).text("` holds no ids of `").text(of.name);
                let text = text.text("`, whose `").text(of.key).text("` is a `").text(type_name(column.kind));
                return Self(text.text("`; give the column that type, or an `Option` of it"));
            }
            columns = rest;
        }
        Self(text)
    }

    /// Asks whether what is said of an owner that is NULL fits the column.
    pub const fn of_null(is_said: bool, nullable: bool, name: &str) -> Self {
        let text = ConstText::new().text("ownership: `").text(name);
        match (is_said, nullable) {
            (false, true) => Self(text.text(
                "` may be NULL, which leaves open whose such a row is; write `null = \"nobody\"`, or make the field no `Option`",
            )),
            (true, false) => Self(text.text(
                "` is never NULL, so `null = \"nobody\"` says nothing; remove it, or make the field an `Option`",
            )),
            _ => Self(ConstText::new()),
        }
    }

    /// Asks whether one of several owners is of the type of the first.
    pub const fn of_owners(first: ColumnKind, kind: ColumnKind, name: &str) -> Self {
        let text = ConstText::new();
        if first as u8 == kind as u8 {
            return Self(text);
        }
        let text = text.text("ownership: `").text(name).text("` is not of the type of the first owner, a `");
        Self(
            text.text(type_name(first))
                .text("`; all are compared with the one caller, so give them one type"),
        )
    }

    /// Asks whether a column names an organisation.
    pub const fn of_tenant(kind: ColumnKind, kept: KeptAs, name: &str) -> Self {
        let text = ConstText::new();
        match kind {
            ColumnKind::Text if matches!(kept, KeptAs::File) => {
                let text = text.text("output: `").text(name);
                Self(text.text("` of `tenant` keeps the name of a file, which names no organisation; name another column"))
            }
            ColumnKind::Text if matches!(kept, KeptAs::Password | KeptAs::Token) => {
                let text = text.text("secret: `").text(name);
                Self(text.text("` of `tenant` keeps the hash of a secret, which names no organisation; name another column"))
            }
            ColumnKind::Integer32 | ColumnKind::Integer | ColumnKind::Text | ColumnKind::Uuid => Self(text),
            _ => Self(text.text("ownership: `").text(name).text(
                "` of `tenant` names no organisation; make it an `i64`, `i32`, `String` or, with the feature `uuid`, a `Uuid`",
            )),
        }
    }

    /// Asks whether a column counts changes.
    pub const fn of_version(kind: ColumnKind, nullable: bool, name: &str) -> Self {
        let text = ConstText::new();
        match (kind, nullable) {
            (ColumnKind::Integer, false) => Self(text),
            _ => Self(
                text.text("ownership: `").text(name).text("` of `version` counts changes; make it an `i64`"),
            ),
        }
    }

    /// Asks whether a column says if a row is published.
    pub const fn of_published(kind: ColumnKind, nullable: bool, name: &str) -> Self {
        let text = ConstText::new();
        match (kind, nullable) {
            (ColumnKind::Bool, false) => Self(text),
            _ => {
                let text = text.text("ownership: `").text(name);
                Self(text.text("` of `public_when` says yes or no; make it a `bool`"))
            }
        }
    }

    /// Asks whether rows can be put in the order of a column.
    pub const fn of_sorted(kind: ColumnKind, nullable: bool, kept: KeptAs, name: &str) -> Self {
        if let KeptAs::Sealed = kept {
            return Self::of_sealed(name, "` is sealed, and nothing can be sorted by it; remove `sort`");
        }
        if let KeptAs::Password | KeptAs::Token = kept {
            return Self::of_asked(name, "sort");
        }
        if let KeptAs::File = kept {
            return Self::of_asked_file(name, "sort");
        }
        let text = ConstText::new();
        let fault = text.text("ownership: `").text(name);
        match kind {
            _ if nullable => {
                Self(fault.text("` may be empty, and what is empty has no place in an order; remove `sort`"))
            }
            ColumnKind::Bytes => {
                Self(fault.text("` holds bytes, which have no order that means something; remove `sort`"))
            }
            ColumnKind::Decimal => Self(
                fault
                    .text("` is a decimal, which SQLite keeps as text and would sort as text; remove `sort`"),
            ),
            _ => Self(text),
        }
    }

    /// Asks whether a client can ask for a value of a column.
    pub const fn of_filtered(kind: ColumnKind, kept: KeptAs, name: &str) -> Self {
        if let KeptAs::Sealed = kept {
            return Self::of_sealed(name, "` is sealed, and nothing can be found by it; remove `filter`");
        }
        if let KeptAs::Password | KeptAs::Token = kept {
            return Self::of_asked(name, "filter");
        }
        if let KeptAs::File = kept {
            return Self::of_asked_file(name, "filter");
        }
        let text = ConstText::new();
        match kind {
            ColumnKind::Bytes => {
                let text = text.text("ownership: `").text(name);
                Self(text.text("` holds bytes, which no query can write; remove `filter`"))
            }
            _ => Self(text),
        }
    }

    /// Asks whether a row type has a column.
    pub const fn of_column(table: Option<&Table>, name: &str) -> Self {
        let text = ConstText::new();
        let Some(table) = table else { return Self(text) };
        let mut columns = table.columns;
        while let [column, rest @ ..] = columns {
            if same(column.name, name) {
                return Self::of_selected(column.kept, name);
            }
            columns = rest;
        }
        let text = text.text("query: the row type of `").text(table.name).text("` declares no column `");
        let mut text = text.text(name).text("`; its columns are ");
        let mut columns = table.columns;
        let mut listed = 0;
        while let [column, rest @ ..] = columns {
            if listed == 8 {
                return Self(text.text(", …"));
            }
            if listed > 0 {
                text = text.text(", ");
            }
            text = text.text("`").text(column.name).text("`");
            listed += 1;
            columns = rest;
        }
        Self(text)
    }
}

/// What a field of a column is called in Rust.
const fn type_name(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Integer16 => "i16",
        ColumnKind::Integer32 => "i32",
        ColumnKind::Integer => "i64",
        ColumnKind::Bool => "bool",
        ColumnKind::Real => "f64",
        ColumnKind::Text => "String",
        ColumnKind::Bytes => "Vec<u8>",
        ColumnKind::Uuid => "Uuid",
        ColumnKind::Timestamp => "DateTime<Utc>",
        ColumnKind::Date => "NaiveDate",
        ColumnKind::Decimal => "Decimal",
    }
}

/// Whether a path ends with the whole of another.
const fn ends_with(path: &str, end: &str) -> bool {
    let (path, end) = (path.as_bytes(), end.as_bytes());
    let Some(start) = path.len().checked_sub(end.len()) else { return false };
    let (before, last) = path.split_at(start);
    if !matches!(before, [] | [.., b'.']) {
        return false;
    }
    let (mut left, mut right) = (last, end);
    while let ([one, rest @ ..], [other, others @ ..]) = (left, right) {
        if *one != *other {
            return false;
        }
        (left, right) = (rest, others);
    }
    true
}

/// Whether one of these columns is not for the public. What the row type does not declare is an error of its own.
pub const fn hides(table: Option<&Table>, mut read: &[&str]) -> bool {
    let Some(table) = table else { return false };
    while let [name, others @ ..] = read {
        let mut columns = table.columns;
        while let [column, rest @ ..] = columns {
            if same(column.name, name) && !matches!(column.seen, Seen::Public) {
                return true;
            }
            columns = rest;
        }
        read = others;
    }
    false
}
