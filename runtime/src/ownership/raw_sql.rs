//! Hand-written SQL, waived: still of fixed text and with bound values.
//!
//! Floor 11. OWASP A03:2021; ASVS 5.0, 1.2.4.

use bytes::Bytes;
use sqlx::SqlSafeStr as _;

use super::resource::Resource;
use crate::brand::Brand;
use crate::database::{Arguments, Column, Session};
use crate::input::{ChangesState, NotARow, refuse};
use crate::problem::Problem;
use crate::proof::{Cx, Passed};
use crate::refusal::Refusal;
use crate::route::slot::{Every, Inserting, Owning, Plain, Reading};
use crate::route::{Admission, Boxed, Input, InputShape, Route, SealedInput, waiver};

/// The database, for a route with `waive_query` on a method that may change state. No predicate on an owner is
/// added to what it runs.
///
/// ```
/// use portcullis::prelude::*;
/// # #[derive(Clone, Copy, Role)] enum Role { Admin }
/// # #[derive(Resource, Expose)]
/// # #[resource(table = "orders", owner = "user_id")]
/// # struct Order { id: i64, user_id: i64 }
///
/// #[secure_route(post = "/purge", role = "admin", waive_query = "old orders go, whoever owns them")]
/// async fn purge(sql: RawSql) -> Result<NoContent, Problem> {
///     sql.execute("DELETE FROM orders WHERE id < $1", (1_000_i64,)).await?;
///     Ok(NoContent)
/// }
/// ```
pub struct RawSql<'r> {
    passed: &'r Passed,
    _request: Brand<'r>,
}

/// A text of SQL that is fixed when the program is compiled.
#[diagnostic::on_unimplemented(
    message = "query: `{Self}` is put together while the program runs",
    label = "not a fixed text",
    note = "write the SQL as one literal with `$1`, `$2`, … in it, and bind the values"
)]
pub trait SqlText: sealed::SqlText {
    #[doc(hidden)]
    fn fixed(self) -> &'static str;
}

/// Values to bind: a tuple of up to eight, or `()` for none.
#[diagnostic::on_unimplemented(
    message = "query: `{Self}` is not a list of values to bind",
    label = "not values to bind",
    note = "write a tuple of column types, such as `(id,)` or `(name, 5_i64)`; `()` binds nothing"
)]
pub trait SqlValues: sealed::SqlValues + Send {
    #[doc(hidden)]
    fn bind_all(&self, arguments: &mut Arguments) -> Result<(), Refusal>;
}

mod sealed {
    pub trait SqlText {}
    pub trait SqlValues {}
    pub trait SqlValue {}
}
pub(super) use sealed::SqlValue as SealedSqlValue;

impl sealed::SqlText for &'static str {}

impl SqlText for &'static str {
    fn fixed(self) -> &'static str {
        self
    }
}

/// A value to bind: of the type of a column, or a text that is lent.
#[diagnostic::on_unimplemented(
    message = "query: `{Self}` is not a value that a statement binds",
    label = "not a value to bind",
    note = "bind `bool`, `i16`, `i32`, `i64`, `f64`, `&str`, `String`, `Vec<u8>` or `Option` of these; and, with the features `uuid`, \
            `chrono` and `decimal`, `Uuid`, `DateTime<Utc>`, `NaiveDate` and `Decimal`"
)]
pub trait SqlValue: sealed::SqlValue + Send {
    #[doc(hidden)]
    fn bind_value(&self, arguments: &mut Arguments) -> Result<(), Refusal>;
}

impl<C: Column> sealed::SqlValue for C {}

#[diagnostic::do_not_recommend]
impl<C: Column> SqlValue for C {
    fn bind_value(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
        self.bind(arguments)
    }
}

impl sealed::SqlValue for &str {}
impl sealed::SqlValue for &String {}
impl sealed::SqlValue for Option<&str> {}

impl SqlValue for &str {
    fn bind_value(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
        (*self).to_owned().bind(arguments)
    }
}

impl SqlValue for &String {
    fn bind_value(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
        (*self).bind(arguments)
    }
}

impl SqlValue for Option<&str> {
    fn bind_value(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
        self.map(str::to_owned).bind(arguments)
    }
}

macro_rules! tuples {
    ($(($($value:ident)*))*) => {$(
        impl<$($value: SqlValue),*> sealed::SqlValues for ($($value,)*) {}

        #[allow(non_snake_case, unused_variables, reason = "one name serves as the type and as the value")]
        impl<$($value: SqlValue),*> SqlValues for ($($value,)*) {
            fn bind_all(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
                let ($($value,)*) = self;
                $($value.bind_value(arguments)?;)*
                Ok(())
            }
        }
    )*};
}

tuples! { () (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H) }

impl RawSql<'_> {
    fn ready(&self, values: &impl SqlValues) -> Result<(&Session, Arguments), Refusal> {
        let session = self.passed.session()?;
        let mut arguments = session.arguments();
        values.bind_all(&mut arguments)?;
        Ok((session, arguments))
    }

    /// The rows of a statement, which must give the columns of `T` in their order.
    ///
    /// # Errors
    /// What the database answers is 500 with the cause in the log; a constraint is 409.
    pub fn rows<'c, T: Resource>(
        &'c self,
        text: impl SqlText,
        values: impl SqlValues,
    ) -> Boxed<'c, Result<Vec<T>, Problem>> {
        let (text, ready) = (text.fixed(), self.ready(&values));
        Box::pin(async move {
            let (session, arguments) = ready?;
            let rows = session.fetch_all(text.into_sql_str(), arguments).await?;
            Ok(rows.iter().map(T::decode).collect::<Result<_, _>>()?)
        })
    }

    /// How many rows a statement touched.
    ///
    /// # Errors
    /// What the database answers is 500 with the cause in the log; a constraint is 409.
    pub fn execute<'c>(
        &'c self,
        text: impl SqlText,
        values: impl SqlValues,
    ) -> Boxed<'c, Result<u64, Problem>> {
        let (text, ready) = (text.fixed(), self.ready(&values));
        Box::pin(async move {
            let (session, arguments) = ready?;
            Ok(session.execute(text.into_sql_str(), arguments).await?)
        })
    }
}

/// The opt-out for raw SQL was taken.
#[diagnostic::on_unimplemented(
    message = "query: `{T}` runs SQL without a predicate on an owner, and nothing waives that",
    label = "no database enters a handler",
    note = "take `Owned<T>`, `OwnedSet<T>` or `AllRows<T>`; or give the reason: `waive_query = \"…\"`"
)]
pub trait WaivesQuery<T> {}
impl<T> WaivesQuery<T> for waiver::Waived {}

impl SealedInput for RawSql<'_> {}

impl<'r, R: Route> Input<'r, R, Plain> for RawSql<'r>
where
    R::RawQuery: WaivesQuery<Self>,
    R::Verb: ChangesState<Self>,
{
    const SHAPE: InputShape = InputShape { writes: true, database: true, ..InputShape::NOTHING };
    type Vetted = Self;

    fn vet(cx: &Cx<'r, R>, _: &Bytes) -> Result<Self, Refusal> {
        Ok(Self { passed: cx.passed(), _request: std::marker::PhantomData })
    }

    fn admit(vetted: Self, _: &Cx<'r, R>) -> Admission<'r, Self> {
        Admission::Ready(vetted)
    }
}

refuse! {
    NotARow, Owning<N> => [const N: usize] RawSql<'r>;
    NotARow, Every<N> => [const N: usize] RawSql<'r>;
    NotARow, Reading<N> => [const N: usize] RawSql<'r>;
    NotARow, Inserting<N> => [const N: usize] RawSql<'r>;
}
