//! Why a request is turned away, and the one answer that each reason gets.
//!
//! Floor 0. `Display` is for the log; a client sees the status, the type and, for 422, the fields at fault.

use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Display, Write};

use http::StatusCode;

/// A field of the input that broke a rule. Never holds a value of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// The path to the field, such as `items.0.quantity`.
    pub field: String,
    /// The rule: `unknown_field`, `missing`, `length`, `range`, …
    pub rule: &'static str,
    /// The limits of the rule, such as `min` and `max`.
    pub limits: Vec<(&'static str, serde_json::Number)>,
}

impl FieldFault {
    pub(crate) fn new(field: impl Into<String>, rule: &'static str) -> Self {
        Self { field: field.into(), rule, limits: Vec::new() }
    }
}

/// The cause of a failure, for the log alone.
pub(crate) type Cause = Box<dyn Error + Send + Sync>;

/// Why a request was turned away. `Display` is for logs; clients see only the status.
///
/// Not an [`Error`], so that the conversion of every error into an internal problem cannot swallow it.
#[derive(Debug)]
#[non_exhaustive]
pub enum Refusal {
    /// Absent, or someone else's. One answer for both, so that ids cannot be probed.
    NotFound,
    /// Not admitted, and told as absent, because the route conceals what it has. For the log: why.
    Concealed(&'static str),
    /// No route has this path.
    NoSuchPath,
    /// The path has no route for this method; these are the methods it has.
    MethodNotAllowed(String),
    /// No credential was presented.
    NoCredential,
    /// A credential was presented and is not valid.
    BadCredential(&'static str),
    /// A credential was presented that was valid once: it has expired, or what it is of has ended.
    EndedCredential(&'static str),
    /// Name and password, or a refresh token, sign nobody in. One answer for every reason, which the log has.
    SignInRefused(&'static str),
    /// No key of the sender has signed the call as it came, or not now.
    BadSignature(&'static str),
    /// The caller holds none of the roles.
    Forbidden,
    /// The token lacks the scope.
    InsufficientScope(&'static str),
    /// The request cannot be read at all.
    Malformed(&'static str),
    /// The body is larger than the route takes.
    TooLarge,
    /// The body is not of the media type that the route takes.
    UnsupportedMediaType,
    /// The request was read and breaks rules.
    Invalid(Vec<FieldFault>),
    /// The body did not arrive in time.
    BodyTimedOut,
    /// The handler or an engine did not finish in time.
    TimedOut,
    /// A unique or other constraint refused the write.
    Conflict,
    /// The row is not in a state that `If-Match` names.
    PreconditionFailed,
    /// These quotas are spent; in so many seconds they admit again.
    QuotaExceeded {
        /// The names of the quotas, as `RateLimit-Policy` has them.
        violated: Vec<String>,
        /// At least one.
        retry_after: u64,
    },
    /// As much is under way as may be.
    Busy(&'static str),
    /// An engine does not answer.
    Unavailable(Cause),
    /// Anything else; the cause is in the log.
    Internal(Cause),
}

impl Refusal {
    pub(crate) fn internal(cause: impl Into<Cause>) -> Self {
        Self::Internal(cause.into())
    }

    /// Why, for an event: without an allocation where the words are fixed.
    pub(crate) fn reason(&self) -> Cow<'static, str> {
        let fixed = match self {
            Self::NotFound => "no such row for this caller",
            Self::NoSuchPath => "no such path",
            Self::NoCredential => "no credential",
            Self::Forbidden => "the caller holds none of the roles of the route",
            Self::BadCredential(why)
            | Self::EndedCredential(why)
            | Self::Concealed(why)
            | Self::BadSignature(why)
            | Self::SignInRefused(why)
            | Self::Malformed(why) => why,
            _ => return Cow::Owned(self.to_string()),
        };
        Cow::Borrowed(fixed)
    }

    /// The status of RFC 9110 (429: RFC 6585) that the client gets.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::Concealed(_) | Self::NoSuchPath => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::NoCredential
            | Self::BadCredential(_)
            | Self::EndedCredential(_)
            | Self::SignInRefused(_)
            | Self::BadSignature(_) => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::InsufficientScope(_) => StatusCode::FORBIDDEN,
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::BodyTimedOut => StatusCode::REQUEST_TIMEOUT,
            Self::Conflict => StatusCode::CONFLICT,
            Self::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
            Self::QuotaExceeded { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::TimedOut | Self::Busy(_) | Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The `type` and `title` of RFC 9457.
    pub(crate) fn kind(&self) -> (&'static str, &'static str) {
        match self {
            Self::NotFound | Self::Concealed(_) | Self::NoSuchPath => {
                ("urn:portcullis:not-found", "Not found")
            }
            Self::MethodNotAllowed(_) => ("urn:portcullis:method-not-allowed", "Method not allowed"),
            Self::NoCredential | Self::BadCredential(_) | Self::EndedCredential(_) => {
                ("urn:portcullis:unauthenticated", "Authentication required")
            }
            Self::SignInRefused(_) => ("urn:portcullis:sign-in-refused", "Sign-in refused"),
            Self::BadSignature(_) => ("urn:portcullis:bad-signature", "Valid signature required"),
            Self::Forbidden => ("urn:portcullis:forbidden", "Forbidden"),
            Self::InsufficientScope(_) => ("urn:portcullis:insufficient-scope", "Insufficient scope"),
            Self::Malformed(_) => ("urn:portcullis:malformed", "Malformed request"),
            Self::TooLarge => ("urn:portcullis:too-large", "Content too large"),
            Self::UnsupportedMediaType => ("urn:portcullis:unsupported-media-type", "Unsupported media type"),
            Self::Invalid(_) => ("urn:portcullis:invalid", "Invalid input"),
            Self::BodyTimedOut => ("urn:portcullis:request-timeout", "Request timeout"),
            Self::Conflict => ("urn:portcullis:conflict", "Conflict"),
            Self::PreconditionFailed => ("urn:portcullis:precondition-failed", "Precondition failed"),
            // Registered by the RateLimit draft of the IETF, section 5.1.
            Self::QuotaExceeded { .. } => {
                ("https://iana.org/assignments/http-problem-types#quota-exceeded", "Quota exceeded")
            }
            Self::TimedOut | Self::Busy(_) | Self::Unavailable(_) => {
                ("urn:portcullis:unavailable", "Service unavailable")
            }
            Self::Internal(_) => ("urn:portcullis:internal", "Internal error"),
        }
    }
}

impl Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("no such row for this caller"),
            Self::Concealed(why) => write!(f, "{why}; told as absent"),
            Self::NoSuchPath => f.write_str("no such path"),
            Self::MethodNotAllowed(allowed) => write!(f, "method not allowed; allowed: {allowed}"),
            Self::NoCredential => f.write_str("no credential"),
            Self::BadCredential(why) => write!(f, "invalid credential: {why}"),
            Self::EndedCredential(why) => write!(f, "ended credential: {why}"),
            Self::SignInRefused(why) => write!(f, "sign-in refused: {why}"),
            Self::BadSignature(why) => write!(f, "no valid signature: {why}"),
            Self::Forbidden => f.write_str("the caller holds none of the roles of the route"),
            Self::InsufficientScope(scope) => write!(f, "the token lacks the scope `{scope}`"),
            Self::Malformed(what) => write!(f, "malformed request: {what}"),
            Self::TooLarge => f.write_str("the body is over the limit of the route"),
            Self::UnsupportedMediaType => f.write_str("the media type is not the one the route takes"),
            Self::Invalid(faults) => {
                f.write_str("invalid input:")?;
                faults.iter().try_for_each(|fault| write!(f, " {:?} {}", fault.field, fault.rule))
            }
            Self::BodyTimedOut => f.write_str("the body did not arrive in time"),
            Self::TimedOut => f.write_str("the time limit of the route passed"),
            Self::Conflict => f.write_str("a constraint refused the write, or another was faster"),
            Self::PreconditionFailed => f.write_str("the row is not in a state that If-Match names"),
            Self::QuotaExceeded { violated, retry_after } => {
                write!(f, "over quota for {retry_after} s: {}", violated.join(", "))
            }
            Self::Busy(with) => write!(f, "as much is under way as may be: {with}"),
            Self::Unavailable(cause) => write_chain(f, "an engine does not answer", cause.as_ref()),
            Self::Internal(cause) => write_chain(f, "internal error", cause.as_ref()),
        }
    }
}

fn write_chain(f: &mut fmt::Formatter<'_>, what: &str, cause: &(dyn Error + 'static)) -> fmt::Result {
    let mut said = what.to_owned();
    let mut cause = Some(cause);
    while let Some(error) = cause {
        let text = error.to_string();
        // Many errors repeat their source in their own text.
        if !said.ends_with(&text) {
            said = format!("{said}: {text}");
        }
        cause = error.source();
    }
    // A cause may quote what a client sent; where it is no event it stays one line too.
    said.chars().try_for_each(|letter| {
        if letter.is_control() { write!(f, "{}", letter.escape_default()) } else { f.write_char(letter) }
    })
}
