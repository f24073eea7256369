//! Levels of grants: one closed, ordered enum for each granted row type.
//!
//! Floor 11.

use crate::database::{Level, Table};
use crate::seal::DerivedLevel;

/// The levels of a grant, from the lowest to the highest. Write `#[derive(Level)]` on an enum of plain variants.
#[diagnostic::on_unimplemented(
    message = "ownership: `{Self}` is not an enum of levels",
    label = "not levels of grants",
    note = "write `#[derive(Clone, Copy, Level)]` on an enum of plain variants, and `#[level(writes)]` on those that may write"
)]
pub trait Levels: DerivedLevel + Copy + Send + Sync + 'static {
    /// The levels, in their order.
    const LEVELS: &'static [Level];

    /// The position of this level.
    fn position(self) -> usize;

    /// The name of this level.
    #[doc(hidden)]
    fn word(self) -> &'static str {
        Self::LEVELS.get(self.position()).map_or("", |level| level.name)
    }

    /// Whether it is a level of the grants of this table.
    #[doc(hidden)]
    fn is_of(self, table: &Table) -> bool {
        table.grants.is_some_and(|grants| std::ptr::eq(grants.levels, Self::LEVELS))
            || table.grants.is_some_and(|grants| {
                grants.levels.iter().map(|level| level.name).eq(Self::LEVELS.iter().map(|level| level.name))
            })
    }
}
