//! What a handler answers when it cannot give what was asked for: RFC 9457, without any error's text.
//!
//! Floor 1. Rendering is one function, [`render`]; every refusal of the gate goes through it too.

mod render;

use std::error::Error;

use http::StatusCode;
pub(crate) use render::render;
pub use render::{ProblemBody, ProblemDetails, RenderProblem};

use crate::refusal::Refusal;

/// A problem that a handler answers with. Its words are fixed when the program is compiled.
///
/// Every error converts into one by `?`; the client then learns an incident id and nothing else, and the log
/// has the cause. A problem is not itself an [`Error`], so that it never swallows another.
///
/// ```
/// use portcullis::prelude::*;
///
/// fn ship(shipped: bool) -> Result<(), Problem> {
///     if shipped {
///         return Err(Problem::conflict("order-already-shipped", "The order has left the warehouse"));
///     }
///     Ok(())
/// }
/// # assert_eq!(ship(true).unwrap_err().status(), 409);
/// ```
#[derive(Debug)]
#[must_use = "a problem does nothing until the handler returns it"]
pub struct Problem(Reason);

#[derive(Debug)]
enum Reason {
    Refused(Refusal),
    Stated { status: StatusCode, kind: &'static str, title: &'static str },
}

impl Problem {
    /// A problem of this status. `kind` is a URI reference that clients compare; `title` is for people.
    ///
    /// A status that is not an error (4xx or 5xx) becomes 500.
    pub fn new(status: StatusCode, kind: &'static str, title: &'static str) -> Self {
        let is_error = status.is_client_error() || status.is_server_error();
        let status = if is_error { status } else { StatusCode::INTERNAL_SERVER_ERROR };
        Self(Reason::Stated { status, kind, title })
    }

    /// 409: the state of the row does not allow it.
    pub fn conflict(kind: &'static str, title: &'static str) -> Self {
        Self::new(StatusCode::CONFLICT, kind, title)
    }

    /// The same 404 that a row of another owner gets.
    pub fn not_found() -> Self {
        Self(Reason::Refused(Refusal::NotFound))
    }

    /// The status that the client gets.
    pub fn status(&self) -> StatusCode {
        match &self.0 {
            Reason::Refused(refusal) => refusal.status(),
            Reason::Stated { status, .. } => *status,
        }
    }

    /// Why a request is turned away, for what turns requests away: a problem that was stated is one of ours there.
    pub(crate) fn into_refusal(self) -> Refusal {
        match self.0 {
            Reason::Refused(refusal) => refusal,
            Reason::Stated { kind, .. } => Refusal::internal(kind),
        }
    }

    /// The refusal, where the gate or a row turned the request away.
    pub(crate) fn refusal(&self) -> Option<&Refusal> {
        match &self.0 {
            Reason::Refused(refusal) => Some(refusal),
            Reason::Stated { .. } => None,
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self(Reason::Refused(refusal))
    }
}

/// Any error is internal: the log has it, the client does not.
impl<E: Error + Send + Sync + 'static> From<E> for Problem {
    fn from(cause: E) -> Self {
        Self(Reason::Refused(Refusal::internal(cause)))
    }
}
