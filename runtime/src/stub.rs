//! What stands in the place of a route that there is not: so that one mistake is one error.
//!
//! Floor 7.

use crate::policy::{Access, Quotas, RoutePolicy};
use crate::refusal::Refusal;
use crate::route::Answer;

/// What stands where a route should: `routes![…]` falls back on it for what is not one.
pub mod absent {
    /// Not a route.
    #[derive(Debug)]
    #[allow(non_camel_case_types, reason = "the name that `routes!` imports")]
    pub enum not_a_route {}
}

/// The policy of a route that does not compile.
pub const STUB_POLICY: &RoutePolicy = &RoutePolicy {
    name: "",
    module: "",
    text: "",
    endpoint: None,
    access: Access::Roles(&[]),
    scope: None,
    owns: &[],
    all_rows: &[],
    or_roles: &[],
    quotas: Quotas::Default,
    body_limit: 0,
    timeout: std::time::Duration::ZERO,
    deny_as_absent: true,
    audit: None,
    waivers: &[],
};

/// The answer of a route that does not compile.
pub fn stub_answer<'r>() -> Answer<'r> {
    Box::pin(std::future::ready(Err(Refusal::NotFound.into())))
}
