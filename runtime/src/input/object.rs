//! Reads a struct from an object alone, and a closed word from a text alone.
//!
//! Floor 10. serde's derive takes a list in the place of a struct too, its elements as the fields in their order; a client
//! that leaves out the names would pass by "unknown fields are refused".

use std::cell::Cell;

use serde::de::value::StringDeserializer;
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};

use super::declared::Declared;

/// Asks the format for an object wherever the derive asks for a struct.
#[derive(Debug)]
pub struct ObjectOnly<D>(pub D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for ObjectOnly<D> {
    type Error = D::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        if FOREIGN.get() {
            return self.0.deserialize_map(Declared { fields, visitor });
        }
        self.0.deserialize_map(visitor)
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

thread_local! {
    /// Whether what is read was written by another server. The derive refuses an unknown field by a function that knows nothing of who sent it, and reading is one call
    /// that waits for nothing.
    static FOREIGN: Cell<bool> = const { Cell::new(false) };
}

/// Reads what another server wrote: fields that a struct does not declare are left out.
pub(super) fn as_foreign<T>(read: impl FnOnce() -> T) -> T {
    struct Before(bool);
    impl Drop for Before {
        fn drop(&mut self) {
            FOREIGN.set(self.0);
        }
    }
    let _before = Before(FOREIGN.replace(true));
    read()
}

/// Reads a text, to be one of the words of an enum. serde's derive takes an object of one word too.
///
/// # Errors
/// What is not a text.
pub fn word<'de, D: Deserializer<'de>>(input: D) -> Result<StringDeserializer<D::Error>, D::Error> {
    String::deserialize(input).map(IntoDeserializer::into_deserializer)
}
