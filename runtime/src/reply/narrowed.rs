//! Fields whose type decides whether they may leave so: what is called as a secret and is one bit, what is sealed and says to whom it leaves.
//!
//! Floor 9.

use std::marker::PhantomData;

use serde::Serializer;
use serde::ser::SerializeMap;

use super::Viewer;
use super::expose::{Exposed, SealedExposed, expose_field};
use crate::never::Never;
use crate::sealed::{Opened, Sealed, SealedValue};

/// Writes a field that is called as a secret, where it is none: one bit keeps no secret.
#[derive(Debug)]
pub struct BitOf<T>(PhantomData<T>);

/// The answer for what is more than a bit.
pub trait NotABit<T> {
    /// It is not.
    const IS: bool = false;

    /// Writes nothing; it does not compile.
    ///
    /// # Errors
    /// None.
    fn expose_field<M: SerializeMap>(
        _: &mut M,
        _: &'static str,
        _: &T,
        _: &Viewer<'_>,
    ) -> Result<(), M::Error> {
        Ok(())
    }
}

impl<T> NotABit<T> for BitOf<T> {}

/// `bool`, or an `Option` of it.
trait Bit: Exposed {}
impl Bit for bool {}
impl Bit for Option<bool> {}

#[allow(private_bounds, reason = "asked for by the derive, which names only the answer")]
impl<T: Bit> BitOf<T> {
    /// It is.
    pub const IS: bool = true;

    /// Writes it for the viewer.
    ///
    /// # Errors
    /// What the serializer answers.
    pub fn expose_field<M: SerializeMap>(
        map: &mut M,
        name: &'static str,
        value: &T,
        viewer: &Viewer<'_>,
    ) -> Result<(), M::Error> {
        expose_field(map, name, value, viewer)
    }
}

/// What leaves to some alone: a sealed value, without a word to whom.
#[diagnostic::on_unimplemented(
    message = "secret: a sealed `{T}` leaves to a role or to the owner of its row, and this does not say to whom",
    label = "sealed, and open to everybody here",
    note = "write `#[expose(role = \"…\")]`, `#[expose(owner)]` or `#[expose(never)]` on the field"
)]
pub trait SayToWhom<T>: Never {}

impl<T: SealedValue> SealedExposed for Sealed<T> {}

impl<T: SealedValue> Exposed for Sealed<T>
where
    for<'never> (): SayToWhom<T>,
{
    fn expose<S: Serializer>(&self, _: &Viewer<'_>, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_none()
    }
}

/// A value that was opened, on its way out as one of everybody's.
#[diagnostic::on_unimplemented(
    message = "secret: an opened `{T}` leaves with its row alone",
    label = "what was sealed would leave to everybody",
    note = "give the row, with `#[expose(role = \"…\")]` or `#[expose(owner)]` on its sealed field"
)]
pub trait LeavesWithItsRow<T>: Never {}

impl<T: SealedValue> SealedExposed for Opened<T> {}

impl<T: SealedValue> Exposed for Opened<T>
where
    for<'never> (): LeavesWithItsRow<T>,
{
    fn expose<S: Serializer>(&self, _: &Viewer<'_>, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_none()
    }
}

/// Writes a field that leaves to some alone: opened, where it is sealed.
#[derive(Debug)]
pub struct NarrowedOf<T>(PhantomData<T>);

/// The answer for what is not sealed.
pub trait NotSealed<T> {
    /// Whose it is, the row says.
    fn is_of(value: &T, viewer: &Viewer<'_>) -> bool {
        let _ = (value, viewer);
        true
    }

    /// Writes it for the viewer.
    ///
    /// # Errors
    /// What the serializer answers.
    fn expose_field<M: SerializeMap>(
        map: &mut M,
        name: &'static str,
        value: &T,
        viewer: &Viewer<'_>,
    ) -> Result<(), M::Error>
    where
        T: Exposed,
    {
        expose_field(map, name, value, viewer)
    }
}

impl<T> NotSealed<T> for NarrowedOf<T> {}

impl<T: SealedValue + Exposed> NarrowedOf<Sealed<T>> {
    /// Whether it was read from a row of the viewer's, whatever row has it by now.
    pub fn is_of(value: &Sealed<T>, viewer: &Viewer<'_>) -> bool {
        viewer.subject().is_some_and(|subject| value.is_of(subject))
    }

    /// Opens it and writes it.
    ///
    /// # Errors
    /// It does not open; what the serializer answers.
    pub fn expose_field<M: SerializeMap>(
        map: &mut M,
        name: &'static str,
        value: &Sealed<T>,
        viewer: &Viewer<'_>,
    ) -> Result<(), M::Error> {
        // The log has why.
        let opened = value.opened().map_err(|_| serde::ser::Error::custom("a sealed value does not open"))?;
        expose_field(map, name, &*opened, viewer)
    }
}

impl<T: SealedValue + Exposed> NarrowedOf<Option<Sealed<T>>> {
    /// Whether it was read from a row of the viewer's, whatever row has it by now.
    pub fn is_of(value: &Option<Sealed<T>>, viewer: &Viewer<'_>) -> bool {
        value.as_ref().is_none_or(|value| NarrowedOf::<Sealed<T>>::is_of(value, viewer))
    }

    /// Opens it, where it is there, and writes it.
    ///
    /// # Errors
    /// It does not open; what the serializer answers.
    pub fn expose_field<M: SerializeMap>(
        map: &mut M,
        name: &'static str,
        value: &Option<Sealed<T>>,
        viewer: &Viewer<'_>,
    ) -> Result<(), M::Error> {
        match value {
            Some(value) => NarrowedOf::<Sealed<T>>::expose_field(map, name, value, viewer),
            None => map.serialize_entry(name, &None::<bool>),
        }
    }
}
