//! Leaves out what another server writes and nothing declares.
//!
//! Floor 10. They are read over where they stand, so that nothing of them is kept.

use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, IntoDeserializer, MapAccess, Visitor};

/// A struct's own visitor, which sees the declared fields alone.
pub(crate) struct Declared<V> {
    pub(crate) fields: &'static [&'static str],
    pub(crate) visitor: V,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Declared<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(Kept { fields: self.fields, object })
    }
}

struct Kept<A> {
    fields: &'static [&'static str],
    object: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Kept<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(name) = self.object.next_key::<String>()? {
            if self.fields.contains(&name.as_str()) {
                return seed.deserialize(name.into_deserializer()).map(Some);
            }
            self.object.next_value::<IgnoredAny>()?;
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.object.next_value_seed(seed)
    }
}
