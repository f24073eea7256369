//! What to write where a row stands without its rule, or beside the wrong one; and a row that is given as it is.
//!
//! Floor 11.

use super::public::{Insert, Public};
use super::resource::Resource;
use super::row::{Owned, OwnedMut};
use super::set::{AllRows, AllRowsMut, OwnedSet, OwnedSetMut};
use crate::input::refuse;
use crate::never::Never;
use crate::problem::Problem;
use crate::proof::Cx;
use crate::route::slot::{Every, Inserting, Owning, Plain, Reading};
use crate::route::{Reply, Route, SealedReply};

/// The parameter is named by `owns`.
#[diagnostic::on_unimplemented(
    message = "ownership: nothing says who owns `{T}`",
    label = "`owns` does not name this parameter",
    note = "add `owns = \"<parameter>.<owner column>\"` to the attribute, such as `owns = \"order.user_id\"`"
)]
pub trait NamedByOwns<T>: Never {}

/// The parameter is named by `all_rows`.
#[diagnostic::on_unimplemented(
    message = "ownership: nothing says that this route may reach every row of `{T}`",
    label = "`all_rows` does not name this parameter",
    note = "add `all_rows = \"<parameter>\"` and a `role` to the attribute; or take `OwnedSet<T>` and name it in `owns`"
)]
pub trait NamedByAllRows<T>: Never {}

/// The parameter is named by `reads`.
#[diagnostic::on_unimplemented(
    message = "ownership: nothing says that this route reads `{T}`",
    label = "`reads` does not name this parameter",
    note = "add `reads = \"<parameter>\"` to the attribute; it is for tables that are declared `public` or `public_when = \"…\"`"
)]
pub trait NamedByReads<T>: Never {}

/// The parameter is named by `inserts`.
#[diagnostic::on_unimplemented(
    message = "ownership: nothing says that this route inserts into `{T}`",
    label = "`inserts` does not name this parameter",
    note = "add `inserts = \"<parameter>\"` to the attribute"
)]
pub trait NamedByInserts<T>: Never {}

/// A type of rows, where no rule names it or one that is for others.
macro_rules! unnamed {
    ($($advice:ident, [$($slot:ident)*] => $type:ident;)*) => {$(
        refuse! {
            $advice, Plain => [T: Resource] $type<'r, T>;
            $($advice, $slot<N> => [T: Resource, const N: usize] $type<'r, T>;)*
        }
    )*};
}

unnamed! {
    NamedByOwns, [Every Reading Inserting] => Owned;
    NamedByOwns, [Every Reading Inserting] => OwnedMut;
    NamedByOwns, [Every Reading Inserting] => OwnedSet;
    NamedByOwns, [Every Reading Inserting] => OwnedSetMut;
    NamedByAllRows, [Owning Reading Inserting] => AllRows;
    NamedByAllRows, [Owning Reading Inserting] => AllRowsMut;
    NamedByReads, [Owning Every Inserting] => Public;
    NamedByInserts, [Owning Every Reading] => Insert;
}

/// The row is given by its `into_reply`.
#[diagnostic::on_unimplemented(
    message = "output: `{T}` is a proof, not a reply",
    label = "a row does not leave as it is",
    note = "give `Json<T>`: write `order.into_reply()`"
)]
pub trait GiveReply<T>: Never {}

macro_rules! refuse_reply {
    ($($type:ident)*) => {$(
        impl<T: Resource> SealedReply for $type<'_, T> {}

        impl<'r, R: Route, T: Resource> Reply<R> for $type<'r, T>
        where
            R: GiveReply<$type<'r, T>>,
        {
            fn reply(self, _: &Cx<'_, R>) -> Result<axum::response::Response, Problem> {
                Err(Problem::not_found())
            }
        }
    )*};
}

refuse_reply!(Owned OwnedMut);
