//! `owned_sql!`: any SELECT, over rows that are reached and no others.
//!
//! Floor 11. The macro has rebuilt the statement of allowed syntax alone; here each table in it becomes the rows that its set
//! reaches, with the columns that its row type declares. Nothing that the author wrote stands inside that.

use crate::database::{Arguments, Row};
use crate::problem::Problem;
use crate::proof::Passed;
use crate::reach::{Access, Condition, Prepared, Reached, Seek, condition, selected};
use crate::refusal::{FieldFault, Refusal};
use crate::route::Boxed;
use crate::seal::DerivedRecord;

use super::public::Public;
use super::raw_sql::SqlValues;
use super::resource::Resource;
use super::set::{AllRows, AllRowsMut, OwnedSet, OwnedSetMut};

/// A part of a rebuilt statement.
#[derive(Debug, Clone, Copy)]
pub enum SqlPiece {
    /// Fixed text.
    Text(&'static str),
    /// The rows of a set, by its position.
    Set(usize),
    /// The placeholder of a value, by its position.
    Value(usize),
}

/// A statement as `owned_sql!` has rebuilt it.
#[derive(Debug)]
pub struct OwnedText {
    /// Its parts.
    pub pieces: &'static [SqlPiece],
    /// The names of what it gives.
    pub columns: &'static [&'static str],
}

/// A row of a SELECT. Write `#[derive(Record)]` on a struct whose fields are what the SELECT gives, in its order.
#[diagnostic::on_unimplemented(
    message = "query: `{Self}` is not a declared row of a SELECT",
    label = "not a declared row",
    note = "write `#[derive(Record)]` on a struct whose fields are what the SELECT gives, in its order"
)]
pub trait Record: DerivedRecord + Sized + Send + 'static {
    /// The fields, in their order.
    const COLUMNS: &'static [&'static str];

    /// Reads the columns in their order.
    ///
    /// # Errors
    /// A column that does not hold a value of its type.
    fn decode(row: &Row) -> Result<Self, Refusal>;
}

/// What a set reaches.
pub struct Part<'r> {
    passed: &'r Passed,
    reached: &'r Reached,
}

/// Rows that a SELECT may read: `OwnedSet<T>`, `AllRows<T>`, their `Mut` forms, and `Public<T>`.
#[diagnostic::on_unimplemented(
    message = "query: `{Self}` is no set of rows of `{T}`",
    label = "not a set of these rows",
    note = "name a parameter of the handler of type `OwnedSet<T>`, `AllRows<T>` or `Public<T>`, and its row type"
)]
pub trait RowSet<'r, T>: sealed::RowSet<T> {
    /// Which of its columns a SELECT reads.
    type Columns;

    #[doc(hidden)]
    fn part(&self) -> Part<'r>;
}

/// Every column that the row type declares.
#[derive(Debug)]
pub struct EveryColumn;

/// The columns with `#[expose(public)]`.
#[derive(Debug)]
pub struct PublicColumns;

/// Which columns of a set a SELECT reads; `HIDDEN` where one of them is not public.
#[diagnostic::on_unimplemented(
    message = "query: the text reads a column of a `Public` set that is not public",
    label = "of this set only the columns with `#[expose(public)]` are read",
    note = "write `#[expose(public)]` on the column in the row type, or take `OwnedSet<T>` and name it in `owns`"
)]
pub trait Shows<const HIDDEN: bool> {}

impl Shows<false> for EveryColumn {}
impl Shows<true> for EveryColumn {}
impl Shows<false> for PublicColumns {}

mod sealed {
    #[diagnostic::on_unimplemented(
        message = "query: `{Self}` cannot be made a set of rows of `{T}` by hand",
        label = "not for implementations by hand",
        note = "remove the `impl` and name a parameter of the handler of type `OwnedSet<T>`, `AllRows<T>` or `Public<T>`"
    )]
    pub trait RowSet<T> {}
}

macro_rules! sets {
    ($($set:ident of $columns:ident,)*) => {$(
        impl<T> sealed::RowSet<T> for $set<'_, T> {}

        impl<'r, T: Resource> RowSet<'r, T> for $set<'r, T> {
            type Columns = $columns;

            fn part(&self) -> Part<'r> {
                let rows = self.rows();
                Part { passed: rows.passed(), reached: rows.reached() }
            }
        }
    )*};
}

sets! {
    OwnedSet of EveryColumn,
    OwnedSetMut of EveryColumn,
    AllRows of EveryColumn,
    AllRowsMut of EveryColumn,
    Public of PublicColumns,
}

macro_rules! lent {
    ($($lent:ty),*) => {$(
        impl<T, S: sealed::RowSet<T>> sealed::RowSet<T> for $lent {}

        /// A set that is lent to a function of the app's.
        #[diagnostic::do_not_recommend]
        impl<'r, T, S: RowSet<'r, T>> RowSet<'r, T> for $lent {
            type Columns = S::Columns;

            fn part(&self) -> Part<'r> {
                (**self).part()
            }
        }
    )*};
}

lent!(&S, &mut S);

/// What a set of rows of `T` reaches, for a text that reads hidden columns of it or does not.
pub fn rows_of<'r, T, const HIDDEN: bool, S: RowSet<'r, T, Columns: Shows<HIDDEN>>>(set: &S) -> Part<'r> {
    set.part()
}

/// A SELECT that is ready to run. `owned_sql!` makes it.
#[must_use = "a SELECT does nothing until its rows are asked for"]
pub struct OwnedSql<'r> {
    columns: &'static [&'static str],
    ready: Result<(Access<'r>, Prepared, Arguments), Refusal>,
}

impl<'r> OwnedSql<'r> {
    /// Puts the statement together.
    pub fn new<const SETS: usize>(
        text: &'static OwnedText,
        parts: [Part<'r>; SETS],
        values: impl SqlValues,
    ) -> Self {
        Self { columns: text.columns, ready: ready(text, &parts, &values) }
    }

    /// Every row.
    ///
    /// # Errors
    /// 422 where a value is one that an operator cannot take; 503 where the database does not answer; 500 where the statement gives
    /// other columns than `T` has.
    pub fn all<T: Record>(self) -> Boxed<'r, Result<Vec<T>, Problem>> {
        Box::pin(async move {
            if self.columns != T::COLUMNS {
                return Err(Refusal::internal("the SELECT gives other columns than the record has").into());
            }
            let (access, prepared, arguments) = self.ready?;
            let rows = access.all((prepared, arguments)).await.map_err(unfit)?;
            Ok(rows.iter().map(T::decode).collect::<Result<_, _>>()?)
        })
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// As [`OwnedSql::all`].
    pub fn optional<T: Record>(self) -> Boxed<'r, Result<Option<T>, Problem>> {
        let rows = self.all();
        Box::pin(async move { Ok(rows.await?.into_iter().next()) })
    }

    /// The first row.
    ///
    /// # Errors
    /// 404 where there is none; else as [`OwnedSql::all`].
    pub fn one<T: Record>(self) -> Boxed<'r, Result<T, Problem>> {
        let row = self.optional();
        Box::pin(async move { row.await?.ok_or_else(Problem::not_found) })
    }
}

/// A SELECT conflicts with nothing: what an engine refuses is a value that an operator cannot take, and clients choose values. It is
/// logged, because whoever tries values to learn from their refusals is then seen.
fn unfit(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Conflict => {
            tracing::warn!(target: "portcullis::query", "a value that an operator of the SELECT cannot take");
            Refusal::Invalid(vec![FieldFault::new("", "value")])
        }
        other => other,
    }
}

fn ready<'r>(
    text: &'static OwnedText,
    parts: &[Part<'r>],
    values: &impl SqlValues,
) -> Result<(Access<'r>, Prepared, Arguments), Refusal> {
    let first = parts.first().ok_or_else(|| Refusal::internal("a SELECT without a set"))?;
    if parts.iter().any(|part| !std::ptr::eq(part.passed, first.passed)) {
        return Err(Refusal::internal("the sets of a SELECT are of different requests"));
    }
    let mut out = Condition::default();
    let sets: Vec<String> = parts
        .iter()
        .map(|Part { reached, .. }| {
            let table = reached.table;
            let (reach, under) = (reached.reach, &reached.under);
            let holds = condition(&mut out, reached.engine, (table, table.name), reach, under, Seek::Many);
            selected(reached.engine, table, reach.whose, &holds)
        })
        .collect();
    let mut sql = String::with_capacity(256);
    for piece in text.pieces {
        match piece {
            SqlPiece::Text(text) => sql.push_str(text),
            SqlPiece::Set(position) => {
                let set = sets.get(*position);
                sql.push_str(set.ok_or_else(|| Refusal::internal("a SELECT names a set that it lacks"))?);
            }
            SqlPiece::Value(position) => {
                sql.push_str(&format!("${}", out.given.len() + position + 1));
            }
        }
    }
    let access = Access {
        reached: first.reached,
        session: first.passed.session()?,
        caller: first.passed.caller(),
        keys: None,
    };
    let prepared = Prepared::new(sql, out.given);
    let mut arguments = prepared.arguments(access.session, access.caller)?;
    values.bind_all(&mut arguments)?;
    Ok((access, prepared, arguments))
}
