//! What nothing is.
//!
//! Floor 0. A type that the compiler refuses in words has an impl whose condition never holds; the condition is a trait with this one above it, so that
//! no application makes it hold.

/// Implemented by nothing.
#[diagnostic::on_unimplemented(
    message = "mount: a refusal of the compiler's is not lifted by an `impl`",
    label = "not for implementations by hand",
    note = "remove the `impl` and write what the refusal asked for"
)]
pub trait Never {}
