//! A table as a row type declares it: its columns, whose its rows are, who else reaches them.
//!
//! Floor 3. Plain constants of `#[derive(Resource)]`; statements, checks of the start and row-level security are made of them.

use super::column::KeptAs;
use crate::const_text::begins;
use crate::role::RoleRef;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// A whole number of 16 bits.
    Integer16,
    /// A whole number of 32 bits.
    Integer32,
    /// A whole number of 64 bits.
    Integer,
    /// True or false.
    Bool,
    /// A floating-point number.
    Real,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// A UUID.
    Uuid,
    /// A point in time.
    Timestamp,
    /// A day.
    Date,
    /// A decimal number.
    Decimal,
}

/// A table as a row type declares it. A function gives one, so that tables may refer to each other in a circle.
pub(crate) type TableOf = fn() -> &'static Table;

/// A table as a row type declares it.
#[derive(Debug)]
pub struct Table {
    /// The table, as the database names it.
    pub name: &'static str,
    /// The columns, in the order of the fields.
    pub columns: &'static [TableColumn],
    /// The column that identifies a row.
    pub key: &'static str,
    /// Whose a row is.
    pub owner: Owner,
    /// The owner as `owns` writes it: `user_id`, `order.user_id`, `any`; empty where nobody owns a row.
    pub owner_path: &'static str,
    /// The column of the organisation that a row belongs to.
    pub tenant: Option<&'static str>,
    /// Who else reaches a row.
    pub grants: Option<&'static Grants>,
    /// The column that counts the changes of a row.
    pub version: Option<&'static str>,
    /// What everyone may read.
    pub published: Published,
    /// Whether an owner has at most one row, which then needs no id.
    pub one_per_owner: bool,
    /// The columns that tell the rows of one owner apart.
    pub unique: &'static [&'static str],
    /// Columns that are unique over all owners, each with the reason why that tells nobody anything.
    pub unique_for_all: &'static [(&'static str, &'static str)],
    /// Columns that are called as secrets are and are none, each with the reason.
    pub no_secrets: &'static [(&'static str, &'static str)],
}

/// A column as a row type declares it.
#[derive(Debug)]
pub struct TableColumn {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnKind,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// The table whose key it holds.
    pub references: Option<fn() -> &'static Table>,
    /// Whether a client may filter by it.
    pub filter: bool,
    /// Whether a client may sort by it.
    pub sort: bool,
    /// Who may see it.
    pub seen: Seen,
    /// What of a secret it keeps.
    pub kept: KeptAs,
}

impl Table {
    /// What the framework's own tables are called. Their rows say who may call, and change by what keeps them true alone.
    pub(crate) const OWN_PREFIX: &'static str = "portcullis_";

    /// The framework's own table that whoever writes rows, or gives grants of them, would write to.
    pub(crate) const fn framework_table_written(&self) -> Option<&'static str> {
        if begins(self.name, Self::OWN_PREFIX) {
            return Some(self.name);
        }
        match self.grants {
            Some(grants) if begins(grants.table, Self::OWN_PREFIX) => Some(grants.table),
            _ => None,
        }
    }

    /// Whether a column of it is sealed.
    pub(crate) const fn seals(&self) -> bool {
        let mut columns = self.columns;
        while let [column, rest @ ..] = columns {
            if matches!(column.kept, KeptAs::Sealed) {
                return true;
            }
            columns = rest;
        }
        false
    }

    /// Those of these columns that are sealed, in their order.
    pub(crate) fn sealed_among<'c>(&self, columns: &[&'c str]) -> Vec<&'c str> {
        let is_sealed = |name: &&&str| self.column(name).is_some_and(|column| column.kept == KeptAs::Sealed);
        columns.iter().filter(is_sealed).copied().collect()
    }

    /// A table that nothing is said of.
    pub(crate) const PLAIN: Self = Self {
        name: "",
        columns: &[],
        key: "",
        owner: Owner::Nobody,
        owner_path: "",
        tenant: None,
        grants: None,
        version: None,
        published: Published::Nothing,
        one_per_owner: false,
        unique: &[],
        unique_for_all: &[],
        no_secrets: &[],
    };
}

impl TableColumn {
    /// A column that nothing is said of.
    pub const PLAIN: Self = Self {
        name: "",
        kind: ColumnKind::Bytes,
        nullable: false,
        references: None,
        filter: false,
        sort: false,
        seen: Seen::Everyone,
        kept: KeptAs::Nothing,
    };
}

/// Who sees a column, as `#[expose(…)]` says it.
#[derive(Debug, Clone, Copy)]
pub enum Seen {
    /// Whoever may call the route.
    Everyone,
    /// The public too.
    Public,
    /// Who holds one of these roles.
    Roles(&'static [RoleRef]),
    /// Nobody.
    Nobody,
}

/// Whose a row is.
#[derive(Debug, Clone, Copy)]
pub enum Owner {
    /// Nobody's.
    Nobody,
    /// That of whoever is named in any of these columns; at least one.
    Columns(&'static [OwnedBy]),
    /// That of the owner of the row that this column names.
    Parent {
        /// The column.
        column: &'static str,
        /// The table of the parent.
        table: fn() -> &'static Table,
    },
}

impl Owner {
    fn is_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nobody, Self::Nobody) => true,
            (Self::Columns(one), Self::Columns(other)) => one == other,
            (Self::Parent { column, table }, Self::Parent { column: shared, table: parent }) => {
                column == shared && table().name == parent().name
            }
            _ => false,
        }
    }
}

/// A column that names an owner, and what of the caller it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnedBy {
    /// The column.
    pub column: &'static str,
    /// What it is compared with.
    pub claim: Claim,
}

/// What of a caller an owner is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Claim {
    /// The subject.
    Subject,
    /// A claim that holds one value.
    One(&'static str),
    /// A claim that holds a list: any of its values.
    Each(&'static str),
}

/// What everyone may read of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// Nothing.
    Nothing,
    /// Every row.
    Everything,
    /// The rows in which this column is true.
    When(&'static str),
}

/// The table that says who else reaches a row.
#[derive(Debug, PartialEq, Eq)]
pub struct Grants {
    /// The table.
    pub table: &'static str,
    /// Its column with the key of the row.
    pub row: &'static str,
    /// Its column with who is granted.
    pub to: &'static str,
    /// Its column with the name of the level.
    pub level: &'static str,
    /// The levels, from the lowest to the highest.
    pub levels: &'static [Level],
}

/// A level of a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level {
    /// Its name, in snake case.
    pub name: &'static str,
    /// Whether it may write.
    pub writes: bool,
}

impl Table {
    /// The column of this name.
    pub(crate) fn column(&self, name: &str) -> Option<&'static TableColumn> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// What the column of this name holds.
    pub(crate) fn kind(&self, name: &str) -> Option<ColumnKind> {
        self.column(name).map(|column| column.kind)
    }

    /// The columns whose values say whose a row is or where it belongs: key, owners, parent, tenant, version. No change sets
    /// them.
    pub(crate) fn is_bound(&self, column: &str) -> bool {
        self.owner_columns().contains(&column)
            || column == self.key
            || self.tenant == Some(column)
            || self.version == Some(column)
    }

    /// The columns that say whose a row is, or to which row it belongs.
    pub(crate) fn owner_columns(&self) -> Vec<&'static str> {
        match self.owner {
            Owner::Nobody => Vec::new(),
            Owner::Columns(owners) => owners.iter().map(|owner| owner.column).collect(),
            Owner::Parent { column, .. } => vec![column],
        }
    }

    /// What the column of grantees holds: who is granted is named as owners are.
    pub(crate) fn grantee_kind(&self) -> Option<ColumnKind> {
        match self.owner {
            Owner::Nobody => None,
            Owner::Columns(owners) => owners.first().and_then(|owner| self.kind(owner.column)),
            Owner::Parent { table, .. } => table().grantee_kind(),
        }
    }

    /// The levels of the grants that lead to a row: its own, or those of the row that it belongs to.
    pub(crate) fn levels(&self) -> &'static [Level] {
        match (self.grants, self.owner) {
            (Some(grants), _) => grants.levels,
            (None, Owner::Parent { table, .. }) => table().levels(),
            (None, _) => &[],
        }
    }

    /// The column of the organisation that bounds a row: its own, or that of a row which it belongs to.
    pub(crate) fn within(&self) -> Option<&'static str> {
        match (self.tenant, self.owner) {
            (None, Owner::Parent { table, .. }) => table().within(),
            (tenant, _) => tenant,
        }
    }

    /// These tables, those that lead to their owners, and those that they refer to; each once.
    pub(crate) fn all_from(tables: impl IntoIterator<Item = &'static Self>) -> Vec<&'static Self> {
        let mut found: Vec<&'static Self> = Vec::new();
        let mut open: Vec<&'static Self> = tables.into_iter().collect();
        open.reverse();
        while let Some(table) = open.pop() {
            if found.iter().any(|known| std::ptr::eq(*known, table)) {
                continue;
            }
            found.push(table);
            open.extend(table.columns.iter().filter_map(|column| column.references).map(|of| of()));
            if let Owner::Parent { table: parent, .. } = table.owner {
                open.push(parent());
            }
        }
        found
    }

    /// In what other row types of the same table declare it otherwise, of all that says whose a row is, who else reaches it, or what of it
    /// is bound; in words.
    pub(crate) fn disagreements(&self, others: impl IntoIterator<Item = &'static Self>) -> Vec<String> {
        let others =
            others.into_iter().filter(|other| other.name == self.name && !std::ptr::eq(*other, self));
        others.flat_map(|other| self.disagreements_with(other)).collect()
    }

    fn disagreements_with(&self, other: &Self) -> Vec<String> {
        let facts = [
            ("owners", self.owner_path == other.owner_path && self.owner.is_as(&other.owner)),
            ("keys", self.key == other.key),
            ("organisations", self.tenant == other.tenant),
            ("grants", self.grants == other.grants),
            ("counters of changes", self.version == other.version),
            ("public rows", self.published == other.published),
        ];
        let facts = facts.iter().filter(|(_, alike)| !alike).map(|(what, _)| (*what).to_owned());
        let refers = |column: &TableColumn| column.references.map(|table| table().name);
        let columns = self.columns.iter().filter(|column| {
            other.column(column.name).is_some_and(|shared| refers(shared) != refers(column))
        });
        let keeps = self
            .columns
            .iter()
            .filter(|column| other.column(column.name).is_some_and(|shared| shared.kept != column.kept));
        let columns = columns.map(|column| format!("rows that `{}` refers to", column.name));
        let keeps = keeps.map(|column| format!("secrets that `{}` keeps", column.name));
        facts.chain(columns).chain(keeps).collect()
    }

    /// The position of a level among those that lead to a row.
    pub(crate) fn level(&self, name: &str) -> Option<usize> {
        self.levels().iter().position(|level| level.name == name)
    }
}
