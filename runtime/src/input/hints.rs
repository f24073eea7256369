//! What to take instead: one trait a piece of advice.
//!
//! Floor 10. A type that no handler may take gets an impl of [`Input`] whose condition never holds; the compiler
//! then explains the condition, which says in plain words what to write. The decision rests on the type, so
//! an alias, a re-export or a generic gets the same answer.

use crate::never::Never;
use crate::route::{caller, verb, waiver};

/// Declares a condition that never holds, and what the compiler says then. It is asked of the route about the type:
/// asked of the type itself, the compiler would prefer the words of [`Input`](crate::route::Input).
macro_rules! advice {
    ($($name:ident: $message:literal, $label:literal, $note:literal;)*) => {$(
        #[doc = $note]
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
        pub trait $name<T>: Never {}
    )*};
}

advice! {
    TakeValidJson: "input: `{T}` is parsed but not vetted", "not a vetted input",
        "take `Valid<Json<T>>`, on a webhook `Signed<T>`, and write `#[secure_input]` on `T`";
    TakeValidQuery: "input: `{T}` is parsed but not vetted", "not a vetted input",
        "take `Valid<Query<T>>` and write `#[secure_input]` on `T`";
    TakeValidPath: "input: `{T}` is parsed but not vetted", "not a vetted input",
        "take `Valid<Path<T>>` and write `#[secure_input]` on `T`; a row's id needs no parameter, `Owned<T>` reads it";
    TakeValidForm: "input: `{T}` is parsed but not vetted", "not a vetted input",
        "take `Valid<Form<T>>` and write `#[secure_input]` on `T`";
    TakeValidHeaders: "input: `{T}` holds every header, the credential too", "not a vetted input",
        "take `Valid<Headers<T>>` and write `#[secure_input]` on a `T` with the headers that are needed";
    TakeService: "input: `{T}` could hold anything, a pool or a client too", "not a vetted input",
        "take `Service<T>` and write `#[derive(Service)]` on `T`";
    TakeValidBody: "input: `{T}` is the raw body", "not a vetted input",
        "take `Valid<Json<T>>` or `Valid<Form<T>>`, on a webhook `Signed<T>`, and write `#[secure_input]` on `T`; or take `RawRequest` \
         and give the reason: `waive_input = \"…\"`";
    TakeRawRequest: "input: `{T}` is the raw request", "not a vetted input",
        "take `Valid<Json<T>>`, `Valid<Query<T>>` or `Valid<Headers<T>>`; or take `RawRequest` and give the reason: \
         `waive_input = \"…\"`";
    TakeRows: "query: `{T}` reaches every row of every table", "no database enters a handler",
        "take `Owned<T>` or `OwnedSet<T>` and name it in `owns`, or `AllRows<T>` and name it in `all_rows`";
    TakeExec: "exec: `{T}` starts any program", "no process enters a handler",
        "take `Exec` and declare the program, `exec = \"ping\"`, whose path the app gives: `.program(\"ping\", Program::at(\"/usr/bin/ping\"))`";
    NotARow: "ownership: `{T}` is not a row, so no rule about rows applies to it", "not a row",
        "name a parameter of type `Owned<T>`, `OwnedMut<T>`, `OwnedSet<T>` or `OwnedSetMut<T>` in `owns`, of type \
         `AllRows<T>` or `AllRowsMut<T>` in `all_rows`, of type `Public<T>` in `reads`, of type `Insert<T>` in `inserts`";
}

/// The route has a caller.
#[diagnostic::on_unimplemented(
    message = "access: `{T}` is the caller, and this route has none",
    label = "no caller here",
    note = "write `authenticated` or `role = \"…\"` instead of `public` or `webhook`, or remove the parameter"
)]
pub trait HasCaller<T> {}
impl<T> HasCaller<T> for caller::SignedIn {}

/// The route may change state.
#[diagnostic::on_unimplemented(
    message = "method: `{T}` writes, and a `get` route promises to change nothing",
    label = "nothing that writes is given to `get`",
    note = "put the route on `post`, `put`, `patch` or `delete`, or take the form that only reads"
)]
pub trait ChangesState<T> {}
impl<T> ChangesState<T> for verb::Full {}
impl<T> ChangesState<T> for verb::Bodiless {}

/// The route has a body.
#[diagnostic::on_unimplemented(
    message = "method: `{T}` reads the body, and requests of this method have none",
    label = "no body here",
    note = "put the route on `post`, `put` or `patch`, or take `Valid<Query<T>>`"
)]
pub trait CarriesBody<T> {}
impl<T> CarriesBody<T> for verb::Full {}

/// A sender signs what is sent.
#[diagnostic::on_unimplemented(
    message = "webhook: `{T}` is what a sender has signed, and nobody signs what is sent here",
    label = "not a webhook",
    note = "write `webhook = \"…\"` in the place of the other access rule; or take `Valid<Json<T>>` for what a client sends"
)]
pub trait IsSigned<T> {}
impl<T> IsSigned<T> for caller::Sender {}

/// Nobody signs what is sent, so it is read as it comes.
#[diagnostic::on_unimplemented(
    message = "webhook: `{T}` is not what the sender has signed",
    label = "not signed",
    note = "take `Signed<T>`, whose raw body is verified before it is parsed; path and query are signed by nobody"
)]
pub trait TakesUnsigned<T> {}
impl<T> TakesUnsigned<T> for caller::Nobody {}
impl<T> TakesUnsigned<T> for caller::SignedIn {}

/// The opt-out for the raw request was taken.
#[diagnostic::on_unimplemented(
    message = "input: `{T}` is the raw request, and nothing waives its vetting",
    label = "not a vetted input",
    note = "take `Valid<Json<T>>` or another vetted input; or give the reason: `waive_input = \"…\"`"
)]
pub trait WaivesInput<T> {}
impl<T> WaivesInput<T> for waiver::Waived {}

/// Gives types that no handler may take, in a slot or in every slot, their advice.
macro_rules! refuse {
    ($($advice:ident, $slot:ty => [$($generic:tt)*] $type:ty;)*) => {$(
        impl<'r, R: $crate::route::Route, $($generic)*> $crate::route::Input<'r, R, $slot> for $type
        where
            R: $advice<$type>,
        {
            const SHAPE: $crate::route::InputShape = $crate::route::InputShape::UNKNOWN;
            type Vetted = std::convert::Infallible;

            fn vet(
                _: &$crate::proof::Cx<'r, R>,
                _: &bytes::Bytes,
            ) -> Result<Self::Vetted, $crate::refusal::Refusal> {
                Err($crate::refusal::Refusal::NotFound)
            }

            fn admit(vetted: Self::Vetted, _: &$crate::proof::Cx<'r, R>) -> $crate::route::Admission<'r, Self> {
                match vetted {}
            }
        }
    )*};
}
pub(crate) use refuse;

macro_rules! seal {
    ($([$($generic:tt)*] $type:ty;)*) => {$(
        impl<$($generic)*> $crate::route::SealedInput for $type {}
    )*};
}

seal! {
    [T: Send] axum::Json<T>;
    [T: Send] axum::Form<T>;
    [T: Send] axum::extract::Query<T>;
    [T: Send] axum::extract::Path<T>;
    [T: Send] axum::extract::State<T>;
    [T: Send] axum::Extension<T>;
    [] axum::extract::Request;
    [] http::HeaderMap;
    [] http::Uri;
    [] bytes::Bytes;
    [] axum::body::Body;
    [] String;
    [] Vec<u8>;
    [D: sqlx::Database] sqlx::Pool<D>;
    [] crate::database::Database;
    [] std::process::Command;
    [] std::process::Child;
    [T: Send] crate::reply::Json<T>;
    [T: Send] super::valid::Form<T>;
    [T: Send] super::valid::Query<T>;
    [T: Send] super::valid::Path<T>;
    [T: Send] super::valid::Headers<T>;
}

refuse! {
    TakeValidJson, S => [S, T: Send] axum::Json<T>;
    TakeValidForm, S => [S, T: Send] axum::Form<T>;
    TakeValidQuery, S => [S, T: Send] axum::extract::Query<T>;
    TakeValidPath, S => [S, T: Send] axum::extract::Path<T>;
    TakeService, S => [S, T: Send] axum::extract::State<T>;
    TakeService, S => [S, T: Send] axum::Extension<T>;
    TakeRawRequest, S => [S] axum::extract::Request;
    TakeValidHeaders, S => [S] http::HeaderMap;
    TakeRawRequest, S => [S] http::Uri;
    TakeValidBody, S => [S] bytes::Bytes;
    TakeValidBody, S => [S] axum::body::Body;
    TakeValidBody, S => [S] String;
    TakeValidBody, S => [S] Vec<u8>;
    TakeRows, S => [S, D: sqlx::Database] sqlx::Pool<D>;
    TakeRows, S => [S] crate::database::Database;
    TakeExec, S => [S] std::process::Command;
    TakeExec, S => [S] std::process::Child;
    TakeValidJson, S => [S, T: Send] crate::reply::Json<T>;
    TakeValidForm, S => [S, T: Send] super::valid::Form<T>;
    TakeValidQuery, S => [S, T: Send] super::valid::Query<T>;
    TakeValidPath, S => [S, T: Send] super::valid::Path<T>;
    TakeValidHeaders, S => [S, T: Send] super::valid::Headers<T>;
}

#[cfg(feature = "exec")]
seal! {
    [] tokio::process::Command;
    [] tokio::process::Child;
}

#[cfg(feature = "exec")]
refuse! {
    TakeExec, S => [S] tokio::process::Command;
    TakeExec, S => [S] tokio::process::Child;
}
