//! Rules over the parameters of a handler, its path and its row types, for the compiler and for the start alike.
//!
//! Floor 11. All are `const`, so that the macro can assert them at the token that is at fault.

mod body;
mod capability;
mod columns;
mod kept;
mod path;
mod roles;
mod rows;

pub use body::body_is_read_once;
pub use capability::is_taken;
pub use columns::hides;
pub(crate) use path::row_is_identified;
pub use path::{parameter_is_read, single_rows};
pub use roles::{or_role_is_admitted, owner_holds_for_someone};

use crate::const_text::ConstText;

/// What is wrong with a rule, in words that the compiler puts together from the types; nothing where it is right.
#[derive(Debug)]
pub struct Fault(ConstText<512>);

impl Fault {
    /// Stops the compiler at the place of this call where there is a fault, with its words.
    #[track_caller]
    pub const fn raise(self) {
        require(self.0.as_str().is_empty(), self.0.as_str());
    }
}

/// Stops the compiler at the place of this call where a rule is broken.
#[track_caller]
#[allow(
    clippy::panic,
    reason = "evaluated by the compiler alone, where a panic is the error that the developer reads"
)]
pub const fn require(holds: bool, why: &str) {
    if !holds {
        panic!("{}", why);
    }
}

/// The same for a rule whose words say what is wrong, and nothing where it is right.
#[track_caller]
pub const fn require_none(fault: &str) {
    require(fault.is_empty(), fault);
}
