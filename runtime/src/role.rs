//! Roles: one closed enum per app.
//!
//! Floor 1. Names and hierarchy come from `#[derive(Role)]`; what a principal holds is a set of bits that
//! means something only beside the enum it was made from.

use std::any::TypeId;

use crate::const_text::{ConstText, same};
use crate::seal::DerivedRole;

/// The roles of an app. Write `#[derive(Role)]` on an enum of at most 64 plain variants.
#[diagnostic::on_unimplemented(
    message = "role: `{Self}` is not the app's enum of roles",
    label = "not an enum of roles",
    note = "write `#[derive(Clone, Copy, Role)]` on an enum of plain variants and bring it into scope as `Role`"
)]
pub trait Roles: DerivedRole + Copy + Send + Sync + 'static {
    /// The names as attributes and tokens write them: the variants in snake case, in their order.
    const NAMES: &'static [&'static str];
    /// For each role the bits of itself and of every role that it includes.
    const INCLUDES: &'static [u64];

    /// The position of this role among [`Roles::NAMES`].
    fn position(self) -> usize;
}

/// One role as a constant: which enum, which bit, which name.
#[derive(Debug, Clone, Copy)]
pub struct RoleRef {
    roles: fn() -> TypeId,
    bit: u64,
    /// The bits of this role and of every role that it includes.
    includes: u64,
    name: &'static str,
}

impl RoleRef {
    /// The role at `position` of `R`, which an attribute wrote as `written`.
    ///
    /// Where the name of the variant is not what was written, an associated constant poses as a variant, and the compiler stops
    /// at the place of this call.
    #[track_caller]
    #[allow(
        clippy::panic,
        reason = "evaluated by the compiler alone, where a panic is the error that the developer reads"
    )]
    pub const fn named<R: Roles>(_role: R, position: usize, written: &'static str) -> Self {
        let (mut names, mut includes) = (R::NAMES, R::INCLUDES);
        let mut index = 0;
        while let ([name, rest @ ..], [bits, others @ ..]) = (names, includes) {
            if index == position && same(name, written) {
                return Self { roles: TypeId::of::<R>, bit: 1 << position, includes: *bits, name: written };
            }
            names = rest;
            includes = others;
            index += 1;
        }
        let why = ConstText::<256>::new().text("role: `").text(written);
        let why = why.text("` is a constant beside the variants of `Role`; name the variant itself");
        panic!("{}", why.as_str());
    }

    /// A role given by value.
    pub fn of<R: Roles>(role: R) -> Self {
        let position = role.position();
        let name = R::NAMES.get(position).copied().unwrap_or("");
        let includes = R::INCLUDES.get(position).copied().unwrap_or(0);
        Self { roles: TypeId::of::<R>, bit: 1 << position, includes, name }
    }

    /// The name as attributes and tokens write it.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether the two are one role.
    pub(crate) fn is(&self, other: Self) -> bool {
        self.enumeration() == other.enumeration() && self.bit == other.bit
    }

    /// The enum that the role is of.
    pub(crate) fn enumeration(&self) -> TypeId {
        (self.roles)()
    }
}

/// Whether whoever holds `lifted` holds one of `roles`, directly or by inclusion.
pub(crate) const fn admits(mut roles: &[RoleRef], lifted: RoleRef) -> bool {
    while let [role, rest @ ..] = roles {
        if role.bit & lifted.includes != 0 {
            return true;
        }
        roles = rest;
    }
    false
}

/// The roles that a principal holds. Empty by default, and empty for every other enum than the app's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct RoleSet {
    enumeration: Option<TypeId>,
    bits: u64,
}

impl RoleSet {
    /// Nobody's roles.
    pub(crate) const NONE: Self = Self { enumeration: None, bits: 0 };

    /// Whether the role is held, directly or by inclusion.
    pub(crate) fn holds(&self, role: RoleRef) -> bool {
        self.enumeration == Some(role.enumeration()) && self.bits & role.bit != 0
    }

    /// Whether one of the roles is held. An empty list is held by nobody.
    pub(crate) fn holds_any(&self, roles: &[RoleRef]) -> bool {
        roles.iter().any(|role| self.holds(*role))
    }
}

/// The app's enum of roles at run time: turns names into sets.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RoleTable {
    enumeration: TypeId,
    names: &'static [&'static str],
    includes: &'static [u64],
}

impl RoleTable {
    pub(crate) fn of<R: Roles>() -> Self {
        Self { enumeration: TypeId::of::<R>(), names: R::NAMES, includes: R::INCLUDES }
    }

    /// Whether a role is called so.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.names.contains(&name)
    }

    pub(crate) fn is_of(&self, role: RoleRef) -> bool {
        self.enumeration == role.enumeration()
    }

    /// The set of these names; an unknown name grants nothing.
    pub(crate) fn set<'n>(&self, names: impl Iterator<Item = &'n str>) -> RoleSet {
        let bits = names.filter_map(|name| {
            let position = self.names.iter().position(|known| *known == name)?;
            self.includes.get(position)
        });
        RoleSet { enumeration: Some(self.enumeration), bits: bits.fold(0, |held, bits| held | bits) }
    }
}
