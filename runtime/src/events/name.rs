//! The names of the framework's own events: OWASP's where it has one, ours in the same form where it has none.
//!
//! Floor 1. The chapter `docs/events.md` has a row for each; a test holds that.

use tracing::Level;

/// Whether what was tried was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Success,
    Failure,
    /// Nobody tried anything: something was noticed.
    Notice,
}

impl Outcome {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Notice => "notice",
        }
    }
}

macro_rules! names {
    ($($name:ident = $text:literal, $level:ident, $outcome:ident;)*) => {
        /// What an event is called.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Name {
            $($name,)*
        }

        impl Name {
            /// Every name, in the order of their numbers.
            pub(crate) const ALL: &[Self] = &[$(Self::$name),*];

            pub(crate) fn text(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            pub(crate) fn level(self) -> Level {
                match self {
                    $(Self::$name => Level::$level,)*
                }
            }

            pub(crate) fn outcome(self) -> Outcome {
                match self {
                    $(Self::$name => Outcome::$outcome,)*
                }
            }
        }
    };
}

names! {
    LoginSuccess = "authn_login_success", INFO, Success;
    LoginFail = "authn_login_fail", WARN, Failure;
    LoginFailMax = "authn_login_fail_max", WARN, Notice;
    NewNetwork = "authn_new_network", INFO, Notice;
    PasswordChange = "authn_password_change", INFO, Success;
    PasswordChangeFail = "authn_password_change_fail", WARN, Failure;
    PasswordRehash = "authn_password_rehash", INFO, Success;
    TokenCreated = "authn_token_created", INFO, Success;
    TokenFail = "authn_token_fail", WARN, Failure;
    TokenReuse = "authn_token_reuse", ERROR, Failure;
    TokenRevoked = "authn_token_revoked", INFO, Success;
    AuthzChange = "authz_change", WARN, Success;
    AuthzFail = "authz_fail", WARN, Failure;
    AuthzFailMax = "authz_fail_max", WARN, Notice;
    DecryptFail = "crypt_decrypt_fail", WARN, Failure;
    EgressRefused = "egress_refused", WARN, Failure;
    KeysChange = "crypt_keys_change", INFO, Success;
    KeysFail = "crypt_keys_fail", ERROR, Failure;
    RateLimit = "excess_rate_limit_exceeded", WARN, Failure;
    QuotaShared = "excess_quota_shared", WARN, Notice;
    InputFail = "input_validation_fail", WARN, Failure;
    ProgramKilled = "program_killed", WARN, Failure;
    RequestFail = "request_failed", ERROR, Failure;
    RequestNotFound = "request_not_found", INFO, Failure;
    RequestRefused = "request_refused", INFO, Failure;
    RowSecurity = "row_security_refused", WARN, Failure;
    SessionCreated = "session_created", INFO, Success;
    SessionExpired = "session_expired", INFO, Notice;
    SessionRenewed = "session_renewed", INFO, Success;
    UseAfterExpire = "session_use_after_expire", WARN, Failure;
    Crash = "sys_crash", ERROR, Notice;
    Shutdown = "sys_shutdown", WARN, Notice;
    Startup = "sys_startup", WARN, Notice;
    UploadDelete = "upload_delete", INFO, Success;
    UploadStored = "upload_stored", INFO, Success;
    UploadValidation = "upload_validation", WARN, Failure;
    UserCreateFail = "user_create_fail", WARN, Failure;
    UserCreated = "user_created", WARN, Success;
    UserDeleted = "user_deleted", WARN, Success;
    UserUpdated = "user_updated", WARN, Success;
    WebhookRepeated = "webhook_repeated", INFO, Notice;
    WebhookSignatureFail = "webhook_signature_fail", WARN, Failure;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_of_one_form_in_order_of_their_numbers_and_each_has_its_row_in_the_chapter() {
        let chapter = include_str!("../docs/events.md");
        for (number, name) in Name::ALL.iter().enumerate() {
            assert_eq!(*name as usize, number);
            let text = name.text();
            assert!(text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{text}");
            let row = chapter.lines().find(|line| line.starts_with(&format!("| `{text}` ")));
            let row = row.unwrap_or_else(|| panic!("the chapter has no row for `{text}`"));
            let level = name.level().to_string().to_lowercase();
            assert!(row.contains(&format!("| {level} |")), "{row}");
            assert!(row.contains(&format!("| {} |", name.outcome().text())), "{row}");
        }
        let rows = chapter.lines().filter(|line| line.starts_with("| `") && line.matches('|').count() == 6);
        assert_eq!(rows.count(), Name::ALL.len());
    }
}
