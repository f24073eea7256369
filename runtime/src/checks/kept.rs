//! Columns that keep a secret, a sealed value or the name of a file: where they may be named, and what of them is asked by nobody.
//!
//! Floor 11.

use super::Fault;
use crate::const_text::{ConstText, same};
use crate::database::{ColumnKind, KeptAs, Table};

impl Fault {
    /// Asks whether a column whose name is that of a secret keeps it as a hash.
    pub const fn of_secret(kind: ColumnKind, kept: KeptAs, is_password: bool, name: &str) -> Self {
        let text = ConstText::new();
        let (fault, way) = match (kept, kind, is_password) {
            // One bit keeps no secret: `has_password`.
            (KeptAs::Unknown | KeptAs::Password | KeptAs::File, ..)
            | (KeptAs::Token | KeptAs::Sealed, _, false)
            | (KeptAs::Nothing, ColumnKind::Bool, _) => return Self(text),
            (KeptAs::Token, _, true) => ("` would be guessed from a fast hash; make it a `", "PasswordHash"),
            (KeptAs::Sealed, _, true) => {
                ("` can be opened again, which no password needs; make it a `", "PasswordHash")
            }
            (KeptAs::Nothing, _, true) => ("` would be stored in clear; make it a `", "PasswordHash"),
            (KeptAs::Nothing, _, false) => ("` would be stored in clear; make it a `", "TokenHash"),
        };
        let text = text.text("secret: `").text(name).text(fault).text(way);
        Self(text.text(
            "`; where it is no secret, rename it or give the reason: `#[resource(waive_secret = \"…\")]`",
        ))
    }

    /// Asks whether a field of a SELECT's row shows the secret that it has the name of, or makes the hash of one.
    pub const fn of_record(kind: ColumnKind, kept: KeptAs, is_secret: bool, name: &str) -> Self {
        let text = ConstText::new();
        match (kept, kind) {
            (KeptAs::Password | KeptAs::Token, _) => {
                let text = text.text("secret: `").text(name);
                Self(text.text(
                    "` is the hash of a secret, which no SELECT reads; leave it out, and compare it where the row is",
                ))
            }
            (KeptAs::Sealed, _) => Self::of_sealed(
                name,
                "` is sealed, which no SELECT opens; leave it out, and open it where the row is",
            ),
            (KeptAs::File, _) => Self::of_file(name),
            (KeptAs::Nothing, ColumnKind::Bool) | (KeptAs::Unknown, _) => Self(text),
            (KeptAs::Nothing, _) if !is_secret => Self(text),
            (KeptAs::Nothing, _) => {
                let text = text
                    .text("secret: `")
                    .text(name)
                    .text("` is the name of a secret, which no SELECT reads; leave it out, or, ");
                Self(text.text("where it is no secret, give it another name by `AS`"))
            }
        }
    }

    /// Who asks for rows by the hash of a secret learns what it holds.
    pub(super) const fn of_asked(name: &str, by: &str) -> Self {
        let text = ConstText::new().text("secret: whoever may ").text(by).text(" by `").text(name);
        Self(text.text("` learns what it holds; remove `").text(by).text("`"))
    }

    /// Who asks for rows by the name of a file would send one.
    pub(super) const fn of_asked_file(name: &str, by: &str) -> Self {
        let text = ConstText::new().text("output: `").text(name).text("` keeps the name of a file, ");
        Self(text.text("which no client knows; remove `").text(by).text("`"))
    }

    /// No SELECT reads the name of a file, because what it gives could leave.
    pub(super) const fn of_file(name: &str) -> Self {
        let text = ConstText::new().text("output: `").text(name);
        Self(text.text(
            "` keeps the name of a file, which no SELECT reads; leave it out, and read the file where the row is",
        ))
    }

    /// Asks whether a field of a change holds a sealed value, which would be that of another row.
    pub const fn of_change(kept: KeptAs, name: &str) -> Self {
        match kept {
            KeptAs::Sealed => Self::of_sealed(
                name,
                "` holds a value that is sealed for its own row and opens in no other; make the field the plain type, such as `String`",
            ),
            _ => Self(ConstText::new()),
        }
    }

    /// Asks whether a change requires something of a sealed column.
    pub const fn of_required(table: Option<&Table>, name: &str) -> Self {
        let Some(table) = table else { return Self(ConstText::new()) };
        let mut columns = table.columns;
        while let [column, rest @ ..] = columns {
            if same(column.name, name) && matches!(column.kept, KeptAs::Sealed) {
                return Self::of_sealed(
                    name,
                    "` is sealed, and no statement can compare what it holds; open it in the handler, under `lock`",
                );
            }
            columns = rest;
        }
        Self(ConstText::new())
    }

    pub(super) const fn of_sealed(name: &str, why: &str) -> Self {
        Self(ConstText::new().text("secret: `").text(name).text(why))
    }

    /// Asks whether a SELECT may read a column.
    pub(super) const fn of_selected(kept: KeptAs, name: &str) -> Self {
        let text = ConstText::new();
        match kept {
            KeptAs::Nothing | KeptAs::Unknown => Self(text),
            KeptAs::Sealed => Self::of_sealed(
                name,
                "` is sealed, which no SELECT opens; leave it out, and open it where the row is",
            ),
            KeptAs::File => Self::of_file(name),
            KeptAs::Password | KeptAs::Token => {
                let text = text
                    .text("secret: `")
                    .text(name)
                    .text("` keeps the hash of a secret, which no SELECT reads; ");
                Self(text.text("leave it out, and compare it where the row is"))
            }
        }
    }
}
