//! What stands in the place of a route that there is not: so that one mistake is one error.
//!
//! Floor 9.

use crate::policy::RoutePolicy;
use crate::refusal::Refusal;
use crate::route::{Answer, Declared};

/// What stands where a route should: `routes![…]` falls back on it for what is not one.
pub mod absent {
    /// Not a route.
    #[derive(Debug)]
    #[allow(non_camel_case_types, reason = "the name that `routes!` imports")]
    pub enum not_a_route {}
}

/// The declaration of a route that does not compile.
pub const STUB: &Declared = &Declared { policy: RoutePolicy::SILENT, shapes: &[] };

/// The answer of a route that does not compile.
pub fn stub_answer<'r>() -> Answer<'r> {
    Box::pin(std::future::ready(Err(Refusal::NotFound.into())))
}
