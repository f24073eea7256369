//! What to write where a row stands without its rule, or beside the wrong one; and a row that is given as it is.
//!
//! Floor 9.

use super::resource::Resource;
use super::row::{Owned, OwnedMut};
use super::set::{AllRows, AllRowsMut, OwnedSet, OwnedSetMut};
use crate::input::{Never, refuse};
use crate::problem::Problem;
use crate::proof::Cx;
use crate::route::slot::{Every, Owning, Plain};
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

refuse! {
    NamedByOwns, Plain => [T: Resource] Owned<'r, T>;
    NamedByOwns, Plain => [T: Resource] OwnedMut<'r, T>;
    NamedByOwns, Plain => [T: Resource] OwnedSet<'r, T>;
    NamedByOwns, Plain => [T: Resource] OwnedSetMut<'r, T>;
    NamedByOwns, Every => [T: Resource] Owned<'r, T>;
    NamedByOwns, Every => [T: Resource] OwnedMut<'r, T>;
    NamedByOwns, Every => [T: Resource] OwnedSet<'r, T>;
    NamedByOwns, Every => [T: Resource] OwnedSetMut<'r, T>;
    NamedByAllRows, Plain => [T: Resource] AllRows<'r, T>;
    NamedByAllRows, Plain => [T: Resource] AllRowsMut<'r, T>;
    NamedByAllRows, Owning<N> => [T: Resource, const N: usize] AllRows<'r, T>;
    NamedByAllRows, Owning<N> => [T: Resource, const N: usize] AllRowsMut<'r, T>;
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
