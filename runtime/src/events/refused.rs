//! What a refusal is called.
//!
//! Floor 1.

use super::name::Name;
use crate::refusal::Refusal;

/// The name of the event that a refusal is; none for one whose event is written where it was decided. `about_rows` says whether the caller asked
/// for rows of an owner, so that one that is not there for them may be another's.
pub(crate) fn name_of(refusal: &Refusal, about_rows: bool) -> Option<Name> {
    Some(match refusal {
        // Accounts know whose sign-in it was.
        Refusal::SignInRefused(_) => return None,
        Refusal::NotFound if !about_rows => Name::RequestNotFound,
        Refusal::NotFound
        | Refusal::Concealed(_)
        | Refusal::NoCredential
        | Refusal::Forbidden
        | Refusal::InsufficientScope(_) => Name::AuthzFail,
        Refusal::BadCredential(_) => Name::TokenFail,
        Refusal::BadSignature(_) => Name::WebhookSignatureFail,
        Refusal::EndedCredential(_) => Name::UseAfterExpire,
        Refusal::QuotaExceeded { .. } | Refusal::Busy(_) => Name::RateLimit,
        Refusal::Malformed(_) | Refusal::TooLarge | Refusal::UnsupportedMediaType | Refusal::Invalid(_) => {
            Name::InputFail
        }
        Refusal::NoSuchPath => Name::RequestNotFound,
        Refusal::MethodNotAllowed(_)
        | Refusal::BodyTimedOut
        | Refusal::Conflict
        | Refusal::PreconditionFailed => Name::RequestRefused,
        Refusal::TimedOut | Refusal::Unavailable(_) | Refusal::Internal(_) => Name::RequestFail,
    })
}
