//! What to give instead, and the two replies with a condition: a result, and a raw response.
//!
//! Floor 9. As with inputs, a type that may not leave gets a condition that never holds and says what to write.

use axum::response::Response;

use crate::never::Never;
use crate::problem::Problem;
use crate::proof::Cx;
use crate::route::{Reply, Route, SealedReply, waiver};

/// The error of a handler.
#[diagnostic::on_unimplemented(
    message = "output: `{Self}` as the error of a handler would bring its text to the client",
    label = "not a `Problem`",
    note = "write `Result<_, Problem>`; `?` turns every error into a 500 whose cause only the log has"
)]
pub trait IsProblem<R>: sealed::Problem {
    #[doc(hidden)]
    fn into_problem(self) -> Problem;
}

pub(super) mod sealed {
    /// A problem alone.
    #[diagnostic::on_unimplemented(
        message = "output: `{Self}` cannot be made the error of a handler",
        label = "only `Problem` is",
        note = "remove the `impl` and write `Result<_, Problem>`"
    )]
    pub trait Problem {}
    impl Problem for super::Problem {}
}

impl<R> IsProblem<R> for Problem {
    fn into_problem(self) -> Problem {
        self
    }
}

impl<T: SealedReply, E> SealedReply for Result<T, E> {}

impl<R: Route, T: Reply<R>, E: IsProblem<R> + Send> Reply<R> for Result<T, E> {
    fn reply(self, cx: &Cx<'_, R>) -> Result<Response, Problem> {
        self.map_err(IsProblem::into_problem)?.reply(cx)
    }
}

/// The opt-out for a raw response was taken.
#[diagnostic::on_unimplemented(
    message = "output: a raw response leaves unnarrowed, and nothing waives that",
    label = "not a declared reply",
    note = "give `Json<T>` with `#[derive(Expose)]` on `T`; or give the reason: `waive_output = \"…\"`"
)]
pub trait WaivesOutput {}
impl WaivesOutput for waiver::Waived {}

impl SealedReply for Response {}

impl<R: Route> Reply<R> for Response
where
    R::RawOutput: WaivesOutput,
{
    fn reply(self, _: &Cx<'_, R>) -> Result<Response, Problem> {
        Ok(self)
    }
}

/// Text.
#[diagnostic::on_unimplemented(
    message = "output: `{T}` is text of any origin, and nothing declares that it may leave",
    label = "not a declared reply",
    note = "give `Json<T>` with `#[derive(Expose)]` on a struct `T` that has the text as a field"
)]
pub trait GiveJson<T>: Never {}

/// JSON that nothing narrows.
#[diagnostic::on_unimplemented(
    message = "output: `{T}` leaves whole, whoever sees it",
    label = "not a declared reply",
    note = "give Portcullis' own `Json<T>` with `#[derive(Expose)]` on `T`"
)]
pub trait GiveOwnJson<T>: Never {}

/// Markup.
#[diagnostic::on_unimplemented(
    message = "markup: `{T}` is markup that nothing escapes",
    label = "HTML of any origin",
    note = "give Portcullis' own `Html<T>` with `#[markup(path = \"page.html\")]` on `T`, whose template escapes what it shows"
)]
pub trait GiveTemplate<T>: Never {}

/// A redirect to a text.
#[diagnostic::on_unimplemented(
    message = "markup: `{T}` leads wherever a text says",
    label = "a redirect to any place",
    note = "give Portcullis' own `Redirect`: `Redirect::to::<get_order>(id)` to a route, `Redirect::outside(outside!(\"https://…\"))` to a constant"
)]
pub trait GiveRedirect<T>: Never {}

/// A bare status.
#[diagnostic::on_unimplemented(
    message = "output: `{T}` is not a declared reply",
    label = "not a declared reply",
    note = "give `NoContent`, or a `Problem` of that status as the error"
)]
pub trait GiveNoContent<T>: Never {}

macro_rules! refuse {
    ($($advice:ident => [$($generic:tt)*] $type:ty;)*) => {$(
        impl<$($generic)*> SealedReply for $type {}

        impl<R: Route, $($generic)*> Reply<R> for $type
        where
            R: $advice<$type>,
        {
            fn reply(self, _: &Cx<'_, R>) -> Result<Response, Problem> {
                Err(Problem::not_found())
            }
        }
    )*};
}

refuse! {
    GiveJson => [] String;
    GiveJson => [] &'static str;
    GiveJson => [] bytes::Bytes;
    GiveJson => [] Vec<u8>;
    GiveOwnJson => [T: Send] axum::Json<T>;
    GiveTemplate => [T: Send] axum::response::Html<T>;
    GiveRedirect => [] axum::response::Redirect;
    GiveNoContent => [] http::StatusCode;
    GiveNoContent => [] ();
}
