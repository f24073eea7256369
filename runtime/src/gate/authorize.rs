//! Step 3: whether the policy admits the caller.
//!
//! Floor 12.

use crate::policy::{Access, RoutePolicy};
use crate::principal::Verified;
use crate::refusal::Refusal;

/// Admits, or refuses. On a route about one row the refusal is the 404 that every other row gets.
pub(super) fn admit(
    policy: &RoutePolicy,
    principal: Option<&Verified>,
    about_a_row: bool,
) -> Result<(), Refusal> {
    let refused = |refusal| match refusal {
        Refusal::Forbidden if about_a_row || policy.deny_as_absent => {
            Refusal::Concealed("the caller holds none of the roles of the route")
        }
        Refusal::InsufficientScope(_) if about_a_row || policy.deny_as_absent => {
            Refusal::Concealed("the token lacks the scope of the route")
        }
        other => other,
    };
    match (policy.access, principal) {
        // The sender of a webhook has proved themselves by their signature.
        (Access::Public | Access::Webhook(_), _) => return Ok(()),
        (Access::Authenticated | Access::Roles(_), None) => return Err(Refusal::NoCredential),
        (Access::Authenticated, Some(_)) => {}
        (Access::Roles(roles), Some(principal)) if principal.roles.holds_any(roles) => {}
        (Access::Roles(_), Some(_)) => return Err(refused(Refusal::Forbidden)),
    }
    match (policy.scope, principal) {
        (Some(scope), Some(principal)) if !principal.scopes.iter().any(|held| held == scope) => {
            Err(refused(Refusal::InsufficientScope(scope)))
        }
        (Some(_), None) => Err(Refusal::NoCredential),
        _ => Ok(()),
    }
}
