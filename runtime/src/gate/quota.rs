//! Steps 4 and 6: quotas. Both have their places in the sequence; the engine that counts is the next to come.
//!
//! Floor 10.

use crate::policy::RoutePolicy;
use crate::principal::Verified;
use crate::proof::Passed;
use crate::refusal::Refusal;

/// Step 4: quotas by address and user, as one decision.
pub(super) async fn by_caller(
    _policy: &RoutePolicy,
    _arrival: &super::arrive::Arrival,
    _principal: Option<&Verified>,
) -> Result<(), Refusal> {
    Ok(())
}

/// Step 6: quotas by fields of the body, as one decision.
pub(super) async fn by_body(_passed: &Passed) -> Result<(), Refusal> {
    Ok(())
}
