//! The mark of one request in the types of its proofs.
//!
//! Floor 0.

use std::marker::PhantomData;

/// Invariant in `'r`: the proofs of two requests are never of one type, so none can stand in for another, and none
/// outlives its request.
pub(crate) type Brand<'r> = PhantomData<fn(&'r ()) -> &'r ()>;
