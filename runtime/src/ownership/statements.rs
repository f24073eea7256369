//! The statements of a row type, put together while the program is compiled.
//!
//! Floor 9. `$1` serves SQLite and PostgreSQL alike. Every column is written with its table before it: SQLite would
//! take a quoted name that it does not know for a text.

use std::marker::PhantomData;

use super::change::Change;
use super::resource::Resource;
use crate::const_text::ConstText;

/// The longest statement, in bytes. A longer one does not compile.
const LONGEST: usize = 8 * 1024;

type Sql = ConstText<LONGEST>;

impl Sql {
    const fn table<T: Resource>(self) -> Self {
        self.text("\"").text(T::TABLE).text("\"")
    }

    const fn column<T: Resource>(self, column: &str) -> Self {
        self.table::<T>().text(".\"").text(column).text("\"")
    }

    const fn columns<T: Resource>(mut self) -> Self {
        let mut columns = T::COLUMNS;
        let mut first = true;
        while let [column, rest @ ..] = columns {
            if !first {
                self = self.text(", ");
            }
            self = self.column::<T>(column);
            first = false;
            columns = rest;
        }
        self
    }

    const fn select<T: Resource>() -> Self {
        Self::new().text("SELECT ").columns::<T>().text(" FROM ").table::<T>()
    }

    const fn returning<T: Resource>(self) -> Self {
        self.text(" RETURNING ").columns::<T>()
    }

    /// `"t"."key" = $n`
    const fn is_key<T: Resource>(self, placeholder: usize) -> Self {
        self.column::<T>(T::KEY).text(" = $").number(placeholder)
    }

    /// `"t"."owner" = $n`
    const fn is_owner<T: Resource>(self, placeholder: usize) -> Self {
        self.column::<T>(T::OWNER).text(" = $").number(placeholder)
    }
}

/// A pair of statements: with the predicate on the owner, and without it for whoever reaches every row. The
/// owner, where there is one, is the last value bound.
pub(super) struct Pair {
    pub(super) owned: &'static str,
    pub(super) every: &'static str,
}

/// What needs only the row type.
pub(super) struct Statements<T>(PhantomData<T>);

impl<T: Resource> Statements<T> {
    /// `$1` the key.
    const FIND_EVERY: Sql = Sql::select::<T>().text(" WHERE ").is_key::<T>(1);
    const FIND_OWNED: Sql = Sql::select::<T>().text(" WHERE ").is_key::<T>(1).text(" AND ").is_owner::<T>(2);
    pub(super) const FIND: Pair = Pair { owned: Self::FIND_OWNED.as_str(), every: Self::FIND_EVERY.as_str() };

    const COUNT_EVERY: Sql = Sql::new().text("SELECT COUNT(*) FROM ").table::<T>();
    const COUNT_OWNED: Sql =
        Sql::new().text("SELECT COUNT(*) FROM ").table::<T>().text(" WHERE ").is_owner::<T>(1);
    /// No value.
    pub(super) const COUNT: Pair =
        Pair { owned: Self::COUNT_OWNED.as_str(), every: Self::COUNT_EVERY.as_str() };

    const fn page(sql: Sql) -> Sql {
        sql.text(" ORDER BY ").column::<T>(T::KEY).text(" LIMIT $1")
    }

    const FIRST_EVERY: Sql = Self::page(Sql::select::<T>());
    const FIRST_OWNED: Sql = Self::page(Sql::select::<T>().text(" WHERE ").is_owner::<T>(2));
    /// `$1` the most rows.
    pub(super) const FIRST_PAGE: Pair =
        Pair { owned: Self::FIRST_OWNED.as_str(), every: Self::FIRST_EVERY.as_str() };

    const AFTER: Sql = Sql::select::<T>().text(" WHERE ").column::<T>(T::KEY).text(" > $2");
    const NEXT_EVERY: Sql = Self::page(Self::AFTER);
    const NEXT_OWNED: Sql = Self::page(Self::AFTER.text(" AND ").is_owner::<T>(3));
    /// `$1` the most rows, `$2` the key before the first.
    pub(super) const NEXT_PAGE: Pair =
        Pair { owned: Self::NEXT_OWNED.as_str(), every: Self::NEXT_EVERY.as_str() };

    const DELETE_EVERY: Sql = Sql::new().text("DELETE FROM ").table::<T>().text(" WHERE ").is_key::<T>(1);
    const DELETE_OWNED: Sql = Self::DELETE_EVERY.text(" AND ").is_owner::<T>(2);
    /// `$1` the key.
    pub(super) const DELETE: Pair =
        Pair { owned: Self::DELETE_OWNED.as_str(), every: Self::DELETE_EVERY.as_str() };
}

/// What needs the row type and a change of it.
pub(super) struct ChangeStatements<T, C>(PhantomData<(T, C)>);

impl<T: Resource, C: Change<T>> ChangeStatements<T, C> {
    const INSERT_TEXT: Sql = {
        let mut sql = Sql::new().text("INSERT INTO ").table::<T>().text(" (\"").text(T::OWNER).text("\"");
        let mut columns = C::COLUMNS;
        while let [column, rest @ ..] = columns {
            sql = sql.text(", \"").text(column).text("\"");
            columns = rest;
        }
        sql = sql.text(") VALUES ($1");
        let mut placeholder = 2;
        while placeholder < C::COLUMNS.len() + 2 {
            sql = sql.text(", $").number(placeholder);
            placeholder += 1;
        }
        sql.text(")").returning::<T>()
    };
    /// `$1` the owner, then the change.
    pub(super) const INSERT: &'static str = Self::INSERT_TEXT.as_str();

    /// `$1` the key, then the change.
    const UPDATE_EVERY: Sql = {
        let mut sql = Sql::new().text("UPDATE ").table::<T>().text(" SET ");
        let mut columns = C::COLUMNS;
        let mut placeholder = 2;
        while let [column, rest @ ..] = columns {
            if placeholder > 2 {
                sql = sql.text(", ");
            }
            sql = sql.text("\"").text(column).text("\" = COALESCE($").number(placeholder).text(", ");
            sql = sql.column::<T>(column).text(")");
            placeholder += 1;
            columns = rest;
        }
        sql.text(" WHERE ").is_key::<T>(1)
    };
    const UPDATE_OWNED: Sql = Self::UPDATE_EVERY.text(" AND ").is_owner::<T>(C::COLUMNS.len() + 2);
    const UPDATE_EVERY_BACK: Sql = Self::UPDATE_EVERY.returning::<T>();
    const UPDATE_OWNED_BACK: Sql = Self::UPDATE_OWNED.returning::<T>();
    /// `$1` the key, then the change.
    pub(super) const UPDATE: Pair =
        Pair { owned: Self::UPDATE_OWNED_BACK.as_str(), every: Self::UPDATE_EVERY_BACK.as_str() };
}
