//! Reads a struct from an object alone, and a closed word from a text alone.
//!
//! Floor 10. serde's derive takes a list in the place of a struct too, its elements as the fields in their order; a client
//! that leaves out the names would pass by "unknown fields are refused".

use serde::de::value::StringDeserializer;
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};

/// Asks the format for an object wherever the derive asks for a struct.
#[derive(Debug)]
pub struct ObjectOnly<D>(pub D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for ObjectOnly<D> {
    type Error = D::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
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

/// Reads a text, to be one of the words of an enum. serde's derive takes an object of one word too.
///
/// # Errors
/// What is not a text.
pub fn word<'de, D: Deserializer<'de>>(input: D) -> Result<StringDeserializer<D::Error>, D::Error> {
    String::deserialize(input).map(IntoDeserializer::into_deserializer)
}
