//! Levels of grants: one closed, ordered enum for each granted row type.
//!
//! Floor 11.

use std::marker::PhantomData;

use super::belongs::Belongs;
use super::resource::Resource;
use crate::database::Level;
use crate::seal::DerivedLevel;

/// The levels of a grant, from the lowest to the highest. Write `#[derive(Level)]` on an enum of plain variants.
#[diagnostic::on_unimplemented(
    message = "ownership: `{Self}` is not an enum of levels",
    label = "not levels of grants",
    note = "write `#[derive(Level)]` on an enum of plain variants, and `#[level(writes)]` on those that may write"
)]
pub trait Levels: DerivedLevel + Send + Sync + 'static {
    /// The levels, in their order.
    const LEVELS: &'static [Level];

    /// The position of this level.
    fn position(&self) -> usize;

    /// The name of this level.
    #[doc(hidden)]
    fn word(&self) -> &'static str {
        Self::LEVELS.get(self.position()).map_or("", |level| level.name)
    }
}

/// The levels of a row type that declares no grants of its own.
#[derive(Debug, Clone, Copy)]
pub enum NoLevels {}

/// The levels that a row type declares for its own grants; none where it declares no grants.
#[diagnostic::on_unimplemented(
    message = "ownership: `{Self}` is not an enum of levels",
    label = "not levels of grants",
    note = "write `#[derive(Level)]` on an enum of plain variants, and `#[level(writes)]` on those that may write"
)]
pub trait OwnLevels: 'static {
    /// The levels, in their order.
    const LEVELS: &'static [Level];
}

#[diagnostic::do_not_recommend]
impl<L: Levels> OwnLevels for L {
    const LEVELS: &'static [Level] = <L as Levels>::LEVELS;
}

impl OwnLevels for NoLevels {
    const LEVELS: &'static [Level] = &[];
}

/// The levels of an enum, whether or not it is one of levels.
#[derive(Debug)]
pub struct LevelsIn<L>(PhantomData<L>);

/// The answer for what is none, which has an error of its own.
pub trait NoLevelsIn {
    /// There are none.
    const LEVELS: &'static [Level] = &[];
}

impl<L> NoLevelsIn for LevelsIn<L> {}

impl<L: Levels> LevelsIn<L> {
    /// The levels, in their order.
    pub const LEVELS: &'static [Level] = <L as Levels>::LEVELS;
}

/// The levels of the grants that lead to a row of `T`. A constant of a generic type is evaluated where it is used, so row types
/// that refer to each other in a circle are an error of their own.
#[derive(Debug)]
pub(super) struct LeadTo<T>(PhantomData<T>);

impl<T: Resource> LeadTo<T> {
    /// Its own, or those of the row that it belongs to.
    pub(super) const LEVELS: &'static [Level] = match <T::Level as OwnLevels>::LEVELS {
        [] => <T::Belongs as Belongs>::LEVELS,
        own => own,
    };
    /// Whether an organisation bounds the row.
    pub(super) const OF_TENANT: bool = T::TABLE.tenant.is_some() || <T::Belongs as Belongs>::OF_TENANT;
}

/// A level of the grants of `T`, whose levels are `Own`.
#[diagnostic::on_unimplemented(
    message = "ownership: `{Self}` is no level of grants of `{T}`",
    label = "not a level of this row type",
    note = "name a level of the enum in `grants(…, levels = …)` of the row type; rows below a granted one are granted with it"
)]
pub trait LevelOf<T, Own>: Levels + sealed::LevelOf<Own> {}
impl<T, L: Levels> LevelOf<T, L> for L {}

/// The levels of a row type that declares grants.
#[diagnostic::on_unimplemented(
    message = "ownership: rows of `{T}` have no grants of their own",
    label = "nothing is granted here",
    note = "write `grants(…)` in `#[resource(…)]` of the row type; rows below a granted one are granted with it"
)]
pub trait LevelsOf<T>: sealed::LevelsOf {}
#[diagnostic::do_not_recommend]
impl<T, L: Levels> LevelsOf<T> for L {}

mod sealed {
    use super::Levels;

    pub trait LevelOf<Own> {}
    impl<L: Levels> LevelOf<L> for L {}
    pub trait LevelsOf {}
    impl<L: Levels> LevelsOf for L {}
}
