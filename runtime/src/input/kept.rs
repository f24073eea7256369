//! The types of fields whose names say that they are secrets.
//!
//! Floor 10. Asked by trait, so that an alias or a wrapper changes nothing. OWASP ASVS 5.0, 14.2.4, 16.2.5.

use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;

use super::bounded::{Bounded, BoundedByLength};
use super::rules::{self, LengthRule};
use super::vet::{Faults, Vet};
use crate::accounts::RefreshToken;
use crate::seal::DeclaredInput;
use crate::secret::{Secret, SecretValue};

/// A type that shows nothing of a secret: `Secret<T>`, `Option`s, lists and maps of it, and an input that has one; and what is none itself: `bool`, an id as a
/// `Ref`.
#[diagnostic::on_unimplemented(
    message = "secret: a field of this name is a secret, and `{Self}` shows it",
    label = "can be printed, logged and compared",
    note = "write Portcullis' own `Secret<String>`, or an `Option` of it, with `#[validate(length(max = 128))]`; where it is no secret, give the field a name \
            that says what it is, or the reason: `#[input(waive_secret = \"…\")]`"
)]
pub trait SecretKept: Vet + SealedSecretKept {
    /// Whether it holds a secret; an input of other fields does not.
    #[doc(hidden)]
    const HOLDS: bool = true;
    /// Whether it holds one as part of a list or a map: what is one bit by itself is many then, beside keys that show what they are.
    #[doc(hidden)]
    const HOLDS_IN_A_LIST: bool = Self::HOLDS;
}

/// What shows nothing is for the framework to say.
#[diagnostic::on_unimplemented(
    message = "secret: `{Self}` cannot be said to keep secrets by hand",
    label = "not for implementations by hand",
    note = "remove the `impl` and hold the secret as a `Secret<String>`"
)]
pub trait SealedSecretKept {}

macro_rules! kept {
    ($([$($generic:tt)*] $type:ty: $holds:expr $(, $in_a_list:expr)?;)*) => {$(
        impl<$($generic)*> SealedSecretKept for $type {}
        #[diagnostic::do_not_recommend]
        impl<$($generic)*> SecretKept for $type {
            const HOLDS: bool = $holds;
            $(const HOLDS_IN_A_LIST: bool = $in_a_list;)?
        }
    )*};
}

kept! {
    [T: Vet + SecretValue] Secret<T>: true;
    [] RefreshToken: true;
    // One bit keeps no secret: `has_password`.
    [] bool: true, false;
    [T: SecretKept] Option<T>: T::HOLDS, T::HOLDS_IN_A_LIST;
    [T: SecretKept] Vec<T>: T::HOLDS_IN_A_LIST;
    [T: SecretKept, const N: usize] [T; N]: T::HOLDS_IN_A_LIST;
    [K: Vet, T: SecretKept] HashMap<K, T>: T::HOLDS_IN_A_LIST;
    [K: Vet, T: SecretKept] BTreeMap<K, T>: T::HOLDS_IN_A_LIST;
}

// The fields of an input are judged by their own names.
#[diagnostic::do_not_recommend]
impl<T: DeclaredInput + Vet> SealedSecretKept for T {}
#[diagnostic::do_not_recommend]
impl<T: DeclaredInput + Vet> SecretKept for T {
    const HOLDS: bool = T::HOLDS_SECRET;
}

/// Visits a field whose name says that it is a secret. Whether something bounds it is asked of [`KeptOf`].
pub fn vet_secret<T: SecretKept>(value: &T, name: &'static str, faults: &mut Faults) {
    faults.field(name, |faults| value.vet(faults));
}

/// What is to be said of the type of a secret, whether or not it is one.
#[derive(Debug)]
pub struct KeptOf<T>(PhantomData<T>);

/// The answer for what shows it, which has an error of its own.
pub trait NotKept {
    /// Nothing is known.
    const HOLDS: bool = true;
    /// Nothing is known.
    const KEPT: bool = false;

    /// Nothing is judged.
    fn length<V>(_: &V, _: Option<u64>, _: Option<u64>, _: Option<u64>) -> bool {
        true
    }
}

impl<T> NotKept for KeptOf<T> {}

impl<T: SecretKept> KeptOf<T> {
    /// Whether it holds a secret.
    pub const HOLDS: bool = T::HOLDS;
    /// It keeps what it holds.
    pub const KEPT: bool = true;

    /// Whether its length is right.
    pub fn length(value: &T, min: Option<u64>, max: Option<u64>, equal: Option<u64>) -> bool
    where
        T: LengthRule,
    {
        rules::length(value, min, max, equal)
    }
}

/// Whether something bounds a type.
#[derive(Debug)]
pub struct BoundOf<T>(PhantomData<T>);

/// The answer for what nothing bounds.
pub trait Unbounded {
    /// Its type does not.
    const BY_ITSELF: bool = false;
    /// Nor does a length.
    const BY_LENGTH: bool = false;
}

impl<T> Unbounded for BoundOf<T> {}

impl<T: Bounded> BoundOf<T> {
    /// Its type does.
    pub const BY_ITSELF: bool = true;
}

impl<T: BoundedByLength> BoundOf<T> {
    /// A length does.
    pub const BY_LENGTH: bool = true;
}
