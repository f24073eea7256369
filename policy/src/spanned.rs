//! A value and the place it was written.
//!
//! Floor 0.

use std::ops::Deref;

use proc_macro2::Span;

/// A value with the span of the token it was read from. Equality is the value's alone.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    value: T,
    span: Span,
}

impl<T> Spanned<T> {
    /// Puts a value at a place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Where it was written.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The value alone.
    pub fn value(&self) -> &T {
        &self.value
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}
