//! What another host answers: vetted before a handler sees any of it.
//!
//! Floor 10. OWASP API10:2023. What comes in is as foreign as what a client sends, so it enters by the same types. One thing differs: a field that is not declared is
//! left out instead of refused, because hosts add fields and nothing of them gets in.

use std::fmt;

use bytes::Bytes;
use http::StatusCode;

use super::super::bounded::Text;
use super::super::decode;
use super::super::valid::is_json;
use super::super::vet::SecureInput;
use crate::egress::{Answer, unavailable};
use crate::problem::Problem;
use crate::refusal::Refusal;

/// A reply of another host, whole and within its limits. No header of it is seen.
pub struct EgressReply {
    status: StatusCode,
    media: Option<String>,
    body: Bytes,
}

impl fmt::Debug for EgressReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = self.body.len();
        f.debug_struct("EgressReply")
            .field("status", &self.status)
            .field("length", &length)
            .finish_non_exhaustive()
    }
}

impl EgressReply {
    pub(super) fn of(answer: Answer) -> Self {
        Self { status: answer.status, media: answer.media, body: answer.body }
    }

    /// The status, which may be any.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The media type that the host declares, in lower case and without parameters.
    pub fn media_type(&self) -> Option<&str> {
        self.media.as_deref()
    }

    /// How many bytes the body has.
    pub fn length(&self) -> usize {
        self.body.len()
    }

    /// The same reply, where its status is one of success.
    ///
    /// # Errors
    /// 503 for any other status.
    pub fn success(self) -> Result<Self, Problem> {
        match self.status.is_success() {
            true => Ok(self),
            false => Err(unavailable(format!("the status is {}", self.status.as_u16())).into()),
        }
    }

    /// The body of a success: JSON, parsed, bounded and validated. Fields that `T` does not declare are left out.
    ///
    /// # Errors
    /// 503 where the status is none of success, or the body is not what `T` declares.
    pub fn json<T: ReplyData>(self) -> Result<T, Problem> {
        T::read(&self.success()?.as_json()?).map_err(Problem::from)
    }

    /// The same for a list of values.
    ///
    /// # Errors
    /// As [`json`](Self::json).
    pub fn list<T: ReplyData>(self) -> Result<Vec<T>, Problem> {
        T::read_list(&self.success()?.as_json()?).map_err(Problem::from)
    }

    /// The body of a success as text in UTF-8, of at most `MAX` characters.
    ///
    /// # Errors
    /// 503 where the status is none of success, or the body is longer or no text.
    pub fn text<const MAX: usize>(self) -> Result<Text<MAX>, Problem> {
        let reply = self.success()?;
        let text =
            Text::new(reply.as_text()?).ok_or_else(|| not_as_declared("the text is longer than is taken"));
        Ok(text?)
    }

    /// The first `MAX` characters of the same.
    ///
    /// # Errors
    /// 503 where the status is none of success, or the body is no text.
    pub fn excerpt<const MAX: usize>(self) -> Result<Text<MAX>, Problem> {
        let reply = self.success()?;
        let text: String = reply.as_text()?.chars().take(MAX).collect();
        let text = Text::new(text).ok_or_else(|| not_as_declared("the text is longer than is taken"));
        Ok(text?)
    }

    fn as_json(&self) -> Result<Bytes, Refusal> {
        match self.media.as_deref().is_some_and(is_json) {
            true => Ok(self.body.clone()),
            false => Err(not_as_declared("the body is not declared as JSON")),
        }
    }

    fn as_text(&self) -> Result<&str, Refusal> {
        let text = std::str::from_utf8(&self.body).map_err(|_| not_as_declared("the body is not UTF-8"))?;
        if text.contains('\0') { Err(not_as_declared("the text has NUL in it")) } else { Ok(text) }
    }
}

fn not_as_declared(why: &'static str) -> Refusal {
    unavailable(why.to_owned())
}

/// What a reply may hold: a type with `#[secure_input]`.
#[diagnostic::on_unimplemented(
    message = "egress: a reply of another host is vetted, and nothing declares how `{Self}` is",
    label = "not a vetted type",
    note = "write `#[secure_input]` on a struct with the fields that are needed; fields that it does not declare are left out; a list of them is read by `.list()`"
)]
pub trait ReplyData: sealed::ReplyData {}

mod sealed {
    use super::{Refusal, SecureInput, decode, unlike};

    #[diagnostic::on_unimplemented(
        message = "egress: `{Self}` cannot be declared to be a reply by hand",
        label = "only `#[secure_input]` declares it",
        note = "remove the `impl` and write `#[secure_input]` on the type"
    )]
    pub trait ReplyData: Sized {
        fn read(body: &[u8]) -> Result<Self, Refusal>;
        fn read_list(body: &[u8]) -> Result<Vec<Self>, Refusal>;
    }

    #[diagnostic::do_not_recommend]
    impl<T: SecureInput> ReplyData for T {
        fn read(body: &[u8]) -> Result<Self, Refusal> {
            decode::foreign(body).map_err(unlike)
        }

        fn read_list(body: &[u8]) -> Result<Vec<Self>, Refusal> {
            decode::foreign_list(body).map_err(unlike)
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: SecureInput> ReplyData for T {}

/// The fields at fault, for the log: the client of the app did nothing wrong.
fn unlike(refusal: Refusal) -> Refusal {
    unavailable(format!("the reply is not what is declared: {refusal}"))
}
