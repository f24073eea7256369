//! How a row belongs to someone, as a type: which inserts there are for it.
//!
//! Floor 11.

use std::marker::PhantomData;

use super::key::OwnerColumn;
use super::resource::Resource;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident<$of:ident>;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name<$of>(PhantomData<fn() -> $of>);

        impl<$of> sealed::Belongs for $name<$of> {}
    )*};
}

kinds! {
    /// To the caller, whom one column names.
    ToCaller<O>;
    /// To any of those whom several columns name.
    ToAny<O>;
    /// To one of those whom a claim of the caller lists, such as their teams.
    ToOneOf<O>;
    /// To the owner of the row of `P` that a column names.
    ToParent<P>;
}

/// To nobody.
#[derive(Debug)]
pub struct ToNobody;

mod sealed {
    pub trait Belongs {}
}

impl sealed::Belongs for ToNobody {}

/// One of the ways in which a row belongs to someone.
pub trait Belongs: sealed::Belongs + 'static {}
impl<O: OwnerColumn> Belongs for ToCaller<O> {}
impl<O: OwnerColumn> Belongs for ToAny<O> {}
impl<O: OwnerColumn> Belongs for ToOneOf<O> {}
impl<P: Resource> Belongs for ToParent<P> {}
impl Belongs for ToNobody {}

/// A new row is simply the caller's.
#[diagnostic::on_unimplemented(
    message = "ownership: a new row of `{T}` is not simply the caller's",
    label = "whose the row is must be said",
    note = "below a parent write `insert_under(&order, &change)`; for one of the caller's teams `insert_for(&team, &change)`; with \
            the other owners `insert_with(&[seller], &change)`; where nobody owns rows take `Insert<T>` and `inserts`"
)]
pub trait InsertedForCaller<T>: sealed::Belongs {}
impl<T, O: OwnerColumn> InsertedForCaller<T> for ToCaller<O> {}

/// A new row is for an owner who is named.
#[diagnostic::on_unimplemented(
    message = "ownership: a new row of `{T}` has no one owner to be named",
    label = "not an insert of this row type",
    note = "below a parent write `insert_under(&order, &change)`; with several owners `insert_with(&[seller], &change)`; where nobody \
            owns rows `insert(&change)`"
)]
pub trait InsertedForNamed<T>: sealed::Belongs {
    /// The type of the owner.
    type Owner: OwnerColumn;
}
impl<T, O: OwnerColumn> InsertedForNamed<T> for ToCaller<O> {
    type Owner = O;
}
impl<T, O: OwnerColumn> InsertedForNamed<T> for ToOneOf<O> {
    type Owner = O;
}

/// A new row is the caller's and that of others.
#[diagnostic::on_unimplemented(
    message = "ownership: a row of `{T}` does not have several owners",
    label = "not an insert of this row type",
    note = "write `insert(&change)`, or below a parent `insert_under(&order, &change)`"
)]
pub trait InsertedWithOthers<T>: sealed::Belongs {
    /// The type of the owners.
    type Owner: OwnerColumn;
}
impl<T, O: OwnerColumn> InsertedWithOthers<T> for ToAny<O> {
    type Owner = O;
}

/// A new row is below a parent.
#[diagnostic::on_unimplemented(
    message = "ownership: a row of `{T}` is not below a row of `{P}`",
    label = "not the parent of this row type",
    note = "name the row type that `#[resource(parent = …)]` names; a row without a parent is made by `insert(&change)`"
)]
pub trait InsertedUnder<T, P>: sealed::Belongs {}
impl<T, P: Resource> InsertedUnder<T, P> for ToParent<P> {}

/// A new row is nobody's.
#[diagnostic::on_unimplemented(
    message = "ownership: rows of `{T}` have an owner, and nothing here says who it is",
    label = "not an insert of this row type",
    note = "write `insert_for(&owner, &change)`, or below a parent `insert_under(&order, &change)`"
)]
pub trait InsertedForNobody<T>: sealed::Belongs {}
impl<T> InsertedForNobody<T> for ToNobody {}

/// Someone owns a row, and so can give grants for it.
#[diagnostic::on_unimplemented(
    message = "ownership: nobody owns rows of `{T}`, so nobody grants them",
    label = "no owner who grants",
    note = "write `owner = \"…\"` in `#[resource(…)]` of the row type"
)]
pub trait Granted<T>: sealed::Belongs {
    /// The type of who is granted.
    type Grantee: OwnerColumn;
}
impl<T, O: OwnerColumn> Granted<T> for ToCaller<O> {
    type Grantee = O;
}
impl<T, O: OwnerColumn> Granted<T> for ToAny<O> {
    type Grantee = O;
}
impl<T, O: OwnerColumn> Granted<T> for ToOneOf<O> {
    type Grantee = O;
}
impl<T, P: Resource> Granted<T> for ToParent<P>
where
    P::Belongs: Granted<P>,
{
    type Grantee = <P::Belongs as Granted<P>>::Grantee;
}

/// The rows of an owner are told apart by columns that the row type names, or the owner has one row.
#[derive(Debug)]
pub struct ToldApart;

/// Nothing but the key tells the rows of an owner apart.
#[derive(Debug)]
pub struct ByKeyAlone;

impl sealed::Belongs for ToldApart {}
impl sealed::Belongs for ByKeyAlone {}

/// What tells the rows of one owner apart.
#[diagnostic::on_unimplemented(
    message = "ownership: nothing but the key tells the rows of an owner in `{T}` apart, so there is no row to change instead",
    label = "no upsert of this row type",
    note = "write `unique = [\"…\"]` or `one_per_owner` in `#[resource(…)]` of the row type, and declare the same UNIQUE in the schema"
)]
pub trait Upserted<T>: sealed::Belongs {}
impl<T> Upserted<T> for ToldApart {}
