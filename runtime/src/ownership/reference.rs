//! The id of another resource, as a client or the app names it.
//!
//! Floor 11. The statement that binds it demands that the caller may use that row, so it can say nothing that the caller may not.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};

use super::change::{SealedSets, Sets};
use super::key::Identifier;
use super::resource::Resource;
use crate::database::{Arguments, Column};
use crate::input::{Bounded, Faults, SealedBound, SealedSecretKept, SecretKept, Vet};
use crate::refusal::Refusal;

/// The id of a row of `T`, in an input or a change, for a column that is declared `references = T`.
///
/// The insert or update that binds it demands, in the same statement, that the row is the caller's own or published; else the
/// answer is the 404 of a row that is absent. In JSON it is the id: a number, or a text.
///
/// ```
/// use portcullis::prelude::*;
///
/// #[derive(Resource, Expose)]
/// #[resource(table = "addresses", owner = "user_id")]
/// struct Address {
///     id: i64,
///     user_id: i64,
///     street: String,
/// }
///
/// #[derive(Resource, Expose)]
/// #[resource(table = "orders", owner = "user_id")]
/// struct Order {
///     id: i64,
///     user_id: i64,
///     #[resource(references = Address)]
///     address_id: i64,
/// }
///
/// #[secure_input(creates = Order)]
/// struct NewOrder {
///     address_id: Ref<Address>,
/// }
/// ```
pub struct Ref<T: Resource>(T::Id);

impl<T: Resource> Ref<T> {
    /// The row of this id. It may be anyone's: what binds it asks.
    pub fn to(id: T::Id) -> Self {
        Self(id)
    }

    /// The id.
    pub fn id(&self) -> &T::Id {
        &self.0
    }
}

impl<T: Resource> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Resource> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ref({})", self.0.to_text())
    }
}

impl<'de, T: Resource> Deserialize<'de> for Ref<T> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Id<T>(PhantomData<T>);

        impl<T: Resource> Id<T> {
            fn read<E: de::Error>(text: &str) -> Result<Ref<T>, E> {
                T::Id::from_text(text).map(Ref).ok_or_else(|| E::custom("invalid type: not an id"))
            }
        }

        impl<T: Resource> Visitor<'_> for Id<T> {
            type Value = Ref<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Ref<T>, E> {
                Self::read(&number.to_string())
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Ref<T>, E> {
                Self::read(&number.to_string())
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Ref<T>, E> {
                Self::read(text)
            }
        }

        input.deserialize_any(Id(PhantomData))
    }
}

impl<T: Resource> Vet for Ref<T> {
    fn vet(&self, _: &mut Faults) {}
}

impl<T: Resource> SealedBound for Ref<T> {}
impl<T: Resource> Bounded for Ref<T> {}

// An id of a row of tokens is no token.
impl<T: Resource> SealedSecretKept for Ref<T> {}
#[diagnostic::do_not_recommend]
impl<T: Resource> SecretKept for Ref<T> {}

impl<T: Resource> SealedSets<Ref<T>> for Ref<T> {}
impl<T: Resource> SealedSets<Ref<T>> for Option<Ref<T>> {}

impl<T: Resource> Sets<Ref<T>> for Ref<T> {
    fn bind_to(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
        self.0.bind(arguments)
    }
}

impl<T: Resource> Sets<Ref<T>> for Option<Ref<T>>
where
    Option<T::Id>: Column,
{
    fn bind_to(&self, arguments: &mut Arguments) -> Result<(), Refusal> {
        self.as_ref().map(|reference| reference.0.clone()).bind(arguments)
    }
}
