//! How a row belongs to someone, as a type: which inserts there are for it.
//!
//! Floor 11.

use std::marker::PhantomData;

use super::key::{NamesOwner, OwnerColumn};
use super::level::LeadTo;
use super::resource::Resource;
use crate::database::Level;

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
    /// To one of those whom a claim of the caller lists, such as their teams.
    ToOneOf<O>;
    /// To the owner of the row of `P` that a column names.
    ToParent<P>;
}

/// To any of those whom several columns name: one, and this many others.
#[derive(Debug)]
pub struct ToAny<O, const OTHERS: usize>(PhantomData<fn() -> O>);

impl<O, const OTHERS: usize> sealed::Belongs for ToAny<O, OTHERS> {}

/// To nobody.
#[derive(Debug)]
pub struct ToNobody;

mod sealed {
    pub trait Belongs {}

    /// Which inserts there are follows from how a row belongs to someone, and from nothing that an application writes.
    macro_rules! ways {
        ($($name:ident<$($of:ident),*>)*) => {$(
            #[diagnostic::on_unimplemented(
                message = "ownership: how a row is made follows from whose it is, and is not said by hand",
                label = "not for implementations by hand",
                note = "remove the `impl`; say whose rows are in `#[resource(…)]` of the row type"
            )]
            pub trait $name<$($of),*> {}
        )*};
    }

    pub trait Upserted {}
    impl Upserted for super::ToldApart {}

    ways!(ForCaller<T> ForNamed<T> WithOthers<T> Under<T, P> ForNobody<T> ByOwner<T> PutIn<T>);
}

pub(super) use sealed::PutIn as SealedPutIn;

impl sealed::Belongs for ToNobody {}

/// One of the ways in which a row belongs to someone.
pub trait Belongs: sealed::Belongs + 'static {
    /// The levels of grants of the row that a row belongs to.
    #[doc(hidden)]
    const LEVELS: &'static [Level] = &[];
    /// Whether an organisation bounds the row that a row belongs to.
    #[doc(hidden)]
    const OF_TENANT: bool = false;
}
impl<C: NamesOwner + 'static> Belongs for ToCaller<C> {}
impl<C: NamesOwner + 'static, const OTHERS: usize> Belongs for ToAny<C, OTHERS> {}
impl<C: NamesOwner + 'static> Belongs for ToOneOf<C> {}
impl<P: Resource> Belongs for ToParent<P> {
    const LEVELS: &'static [Level] = LeadTo::<P>::LEVELS;
    const OF_TENANT: bool = LeadTo::<P>::OF_TENANT;
}
impl Belongs for ToNobody {}

/// A new row is simply the caller's.
#[diagnostic::on_unimplemented(
    message = "ownership: a new row of `{T}` is not simply the caller's",
    label = "whose the row is must be said",
    note = "below a parent write `insert_under(&order, &change)`; for one of the caller's teams `insert_for(&team, &change)`; with \
            the other owners `insert_with(&[seller], &change)`; where nobody owns rows take `Insert<T>` and `inserts`"
)]
pub trait InsertedForCaller<T>: sealed::Belongs + sealed::ForCaller<T> {}
impl<T, C: NamesOwner> sealed::ForCaller<T> for ToCaller<C> {}
impl<T, C: NamesOwner> InsertedForCaller<T> for ToCaller<C> {}

/// A new row is for an owner who is named.
#[diagnostic::on_unimplemented(
    message = "ownership: a new row of `{T}` has no one owner to be named",
    label = "not an insert of this row type",
    note = "below a parent write `insert_under(&order, &change)`; with several owners `insert_with(&[seller], &change)`; where nobody \
            owns rows `insert(&change)`"
)]
pub trait InsertedForNamed<T>: sealed::Belongs + sealed::ForNamed<T> {
    /// The type of the owner.
    type Owner: OwnerColumn;
}
impl<T, C: NamesOwner> sealed::ForNamed<T> for ToCaller<C> {}
impl<T, C: NamesOwner> InsertedForNamed<T> for ToCaller<C> {
    type Owner = C::Owner;
}
impl<T, C: NamesOwner> sealed::ForNamed<T> for ToOneOf<C> {}
impl<T, C: NamesOwner> InsertedForNamed<T> for ToOneOf<C> {
    type Owner = C::Owner;
}

/// A new row is the caller's and that of others.
#[diagnostic::on_unimplemented(
    message = "ownership: a row of `{T}` does not have several owners",
    label = "not an insert of this row type",
    note = "write `insert(&change)`, or below a parent `insert_under(&order, &change)`"
)]
pub trait InsertedWithOthers<T>: sealed::Belongs + sealed::WithOthers<T> {
    /// The type of the owners.
    type Owner: OwnerColumn;
    /// The others, in the order of the row type's owners.
    type Others: AsRef<[Self::Owner]>;
}
impl<T, C: NamesOwner, const OTHERS: usize> sealed::WithOthers<T> for ToAny<C, OTHERS> {}
impl<T, C: NamesOwner, const OTHERS: usize> InsertedWithOthers<T> for ToAny<C, OTHERS> {
    type Owner = C::Owner;
    type Others = [C::Owner; OTHERS];
}

/// A new row is below a parent.
#[diagnostic::on_unimplemented(
    message = "ownership: a row of `{T}` is not made below this parent",
    label = "not an insert of this row type",
    note = "without a parent write `insert(&change)`; for rows below a parent write `owner = \"order.user_id\"` and \
            `#[resource(parent = Order)]` in the row type"
)]
pub trait InsertedUnder<T, P>: sealed::Belongs + sealed::Under<T, P> {}
impl<T, P: Resource> sealed::Under<T, P> for ToParent<P> {}
impl<T, P: Resource> InsertedUnder<T, P> for ToParent<P> {}

/// A new row is nobody's.
#[diagnostic::on_unimplemented(
    message = "ownership: rows of `{T}` have an owner, and nothing here says who it is",
    label = "not an insert of this row type",
    note = "write `insert_for(&owner, &change)`, or below a parent `insert_under(&order, &change)`"
)]
pub trait InsertedForNobody<T>: sealed::Belongs + sealed::ForNobody<T> {}
impl<T> sealed::ForNobody<T> for ToNobody {}
impl<T> InsertedForNobody<T> for ToNobody {}

/// Someone owns a row, and so can give grants for it.
#[diagnostic::on_unimplemented(
    message = "ownership: nobody owns rows of `{T}`, so nobody grants them",
    label = "no owner who grants",
    note = "write `owner = \"…\"` in `#[resource(…)]` of the row type"
)]
pub trait Granted<T>: sealed::Belongs + sealed::ByOwner<T> {
    /// The type of who is granted.
    type Grantee: OwnerColumn;
}
impl<T, C: NamesOwner> sealed::ByOwner<T> for ToCaller<C> {}
impl<T, C: NamesOwner> Granted<T> for ToCaller<C> {
    type Grantee = C::Owner;
}
impl<T, C: NamesOwner, const OTHERS: usize> sealed::ByOwner<T> for ToAny<C, OTHERS> {}
impl<T, C: NamesOwner, const OTHERS: usize> Granted<T> for ToAny<C, OTHERS> {
    type Grantee = C::Owner;
}
impl<T, C: NamesOwner> sealed::ByOwner<T> for ToOneOf<C> {}
impl<T, C: NamesOwner> Granted<T> for ToOneOf<C> {
    type Grantee = C::Owner;
}
impl<T, P: Resource> sealed::ByOwner<T> for ToParent<P> {}
impl<T, P: Resource> Granted<T> for ToParent<P>
where
    P::Belongs: Granted<P>,
{
    type Grantee = <P::Belongs as Granted<P>>::Grantee;
}

/// `unique` columns, or `one_per_owner`, tell the rows of one owner apart.
#[derive(Debug)]
pub struct ToldApart;

/// Nothing does but their ids.
#[derive(Debug)]
pub struct NotToldApart;

/// Something else than the id tells the rows of one owner apart, so that an upsert knows which it changes.
#[diagnostic::on_unimplemented(
    message = "ownership: nothing but the id tells the rows of `{T}` of one owner apart",
    label = "not an insert of this row type",
    note = "write `unique = [\"…\"]` in `#[resource(…)]` of the row type, the columns that tell them apart, or `one_per_owner`; or write \
            `insert(&change)`"
)]
pub trait Upserted<T>: sealed::Upserted {}
impl<T> Upserted<T> for ToldApart {}
