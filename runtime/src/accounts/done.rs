//! The event of what ends or changes an account.
//!
//! Floor 5.

use std::borrow::Cow;

use super::store::AccountChange;
use crate::events::{Event, Name, Scene};

/// What the log says of an end or a change that was made, and only of one that was.
pub(super) struct Done {
    pub(super) name: Name,
    /// Whose account.
    pub(super) account: String,
    pub(super) reason: Cow<'static, str>,
}

impl Done {
    pub(super) fn of(change: &AccountChange, account: &str) -> Self {
        let (name, reason) = match change {
            AccountChange::Password(_) => (Name::PasswordChange, "every session has ended".into()),
            AccountChange::Rehash(_) => (Name::PasswordRehash, "hashed at today's cost".into()),
            AccountChange::Roles(roles) => (Name::AuthzChange, format!("roles: {}", roles.join(", ")).into()),
            AccountChange::Disabled(true) => (Name::UserUpdated, "disabled".into()),
            AccountChange::Disabled(false) => (Name::UserUpdated, "enabled".into()),
            AccountChange::EndSessions => (Name::TokenRevoked, "every session has ended".into()),
        };
        Self { name, account: account.to_owned(), reason }
    }

    pub(super) fn write(self, scene: Scene<'_>) {
        Event::new(self.name, scene).account(&self.account).reason(self.reason).write();
    }
}
