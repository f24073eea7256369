//! A sealed value as the field of an input, which it never is: it comes from the database.
//!
//! Floor 10. A change that a client sends does not compile with one (`Fault::of_change`); any other input refuses whatever comes.

use serde::{Deserialize, Deserializer};

use super::bounded::SealedBound;
use super::{Bounded, Faults, Vet};
use crate::sealed::{Sealed, SealedValue};

/// Refuses whatever comes. Without it the compiler would ask for this before it says what is wrong.
impl<'de, T> Deserialize<'de> for Sealed<T> {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(serde::de::Error::custom("sealed"))
    }
}

impl<T: SealedValue> Vet for Sealed<T> {
    fn vet(&self, _: &mut Faults) {}
}

impl<T: SealedValue> SealedBound for Sealed<T> {}
impl<T: SealedValue> Bounded for Sealed<T> {}
