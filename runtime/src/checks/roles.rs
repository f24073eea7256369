//! Who is lifted by `or_role`, and who is left.
//!
//! Floor 11.

use crate::policy::{Access, RoutePolicy};
use crate::role::admits;

/// Whether the `position`-th role of `or_role` is admitted by the access rule at all, so that there is something to
/// lift for it.
pub const fn or_role_is_admitted(policy: &RoutePolicy, position: usize) -> bool {
    let mut or_roles = policy.or_roles;
    let mut index = 0;
    while let [role, rest @ ..] = or_roles {
        if index == position {
            return match policy.access {
                Access::Public | Access::Webhook(_) => false,
                Access::Authenticated => true,
                Access::Roles(roles) => admits(roles, *role),
            };
        }
        or_roles = rest;
        index += 1;
    }
    false
}

/// Whether someone is left for whom the owner holds, beside the roles of `or_role`.
pub const fn owner_holds_for_someone(policy: &RoutePolicy) -> bool {
    match policy.access {
        Access::Public | Access::Authenticated | Access::Webhook(_) => true,
        Access::Roles(mut roles) => {
            if policy.or_roles.is_empty() {
                return true;
            }
            while let [role, rest @ ..] = roles {
                // Whoever holds `role` holds what it includes, and is lifted by any of that.
                if !admits(policy.or_roles, *role) {
                    return true;
                }
                roles = rest;
            }
            false
        }
    }
}
