//! The shape of a route: what the macro emits for a handler, and what its parameters and reply must be.
//!
//! Floor 8. Everything that a route declares is in its one `impl Route`, so that nothing can be added beside it.

use std::any::TypeId;
use std::borrow::Cow;
use std::future::Future;
use std::pin::Pin;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;

use crate::database::{Level, Table};
use crate::policy::{InputWaiver, RoutePolicy};
use crate::problem::Problem;
use crate::proof::Cx;
use crate::refusal::Refusal;
use crate::seal::SecureRoute;

/// A future that is boxed, so that the futures of handlers stay out of the code that calls them.
pub(crate) type Boxed<'c, T> = Pin<Box<dyn Future<Output = T> + Send + 'c>>;

/// What calling a route gives.
pub type Answer<'r> = Boxed<'r, Result<Response, Problem>>;

/// A handler behind its gate. `#[secure_route]` is its only origin.
#[diagnostic::on_unimplemented(
    message = "mount: this is not a secure route",
    label = "not a secure route",
    note = "put `#[secure_route(…)]` on the `async fn` and name it here, or mount plain axum by `app.beside(…)`"
)]
pub trait Route: SecureRoute + Sized + 'static {
    /// What the attribute and the signature say.
    const DECLARED: &'static Declared;
    /// What the attribute says.
    const POLICY: &'static RoutePolicy = &Self::DECLARED.policy;
    /// What the parameters are.
    const SHAPES: &'static [InputShape] = Self::DECLARED.shapes;
    /// The method: [`verb`].
    type Verb;
    /// How many parameters its path has: [`Parameters`], or [`MountedByHand`].
    type Parameters;
    /// Whether there is a caller: [`caller`].
    type Caller;
    /// Whether the raw request may be taken: [`waiver`].
    type RawInput;
    /// Whether a raw response may be given: [`waiver`].
    type RawOutput;
    /// Whether raw SQL may be run: [`waiver`].
    type RawQuery;
    /// What the route may reach outside: [`outside`].
    type Egress;
    /// Whether the route may start a program: [`outside`].
    type Exec;

    /// Reads the inputs, runs the handler, narrows the reply.
    fn call<'r>(cx: Cx<'r, Self>, body: Body) -> Answer<'r>;
}

/// A route as constants. In one piece, because the compiler keeps books for each constant.
#[derive(Debug)]
pub struct Declared {
    /// What the attribute says.
    pub policy: RoutePolicy,
    /// What the parameters are.
    pub shapes: &'static [InputShape],
}

/// The method that a route is on, as a type.
pub mod verb {
    /// `get`: promises to change nothing.
    #[derive(Debug)]
    pub enum Safe {}
    /// `delete`: changes state and has no body.
    #[derive(Debug)]
    pub enum Bodiless {}
    /// `post`, `put`, `patch`, and every route that is mounted by hand.
    #[derive(Debug)]
    pub enum Full {}
}

/// How many parameters the path of a route has, as a type.
#[derive(Debug)]
pub enum Parameters<const N: usize> {}

/// What is not known of a route whose attribute has an error.
#[derive(Debug)]
pub enum NotRead {}

/// The path of a route that is mounted by hand, which the compiler does not know.
#[derive(Debug)]
pub enum MountedByHand {}

/// Whether a route has a caller, as a type.
pub mod caller {
    /// `public`
    #[derive(Debug)]
    pub enum Nobody {}
    /// `authenticated` or `role`
    #[derive(Debug)]
    pub enum SignedIn {}
    /// `webhook`: who signs what is sent.
    #[derive(Debug)]
    pub enum Sender {}
}

/// What a route reaches outside of the app, as a type.
pub mod outside {
    /// Nothing.
    #[derive(Debug)]
    pub enum Nothing {}
    /// `egress = "billing"`: the host that the operator sets under a name.
    #[derive(Debug)]
    pub enum OwnHost {}
    /// `egress = "public-internet"`: any public address.
    #[derive(Debug)]
    pub enum PublicInternet {}
    /// `exec = "ping"`: a program.
    #[derive(Debug)]
    pub enum Program {}
}

/// Whether an opt-out was taken, as a type.
pub mod waiver {
    /// Not taken.
    #[derive(Debug)]
    pub enum Kept {}
    /// Taken, with its reason in the policy.
    #[derive(Debug)]
    pub enum Waived {}
}

/// How the attribute names a parameter, as a type.
pub mod slot {
    /// Not at all.
    #[derive(Debug)]
    pub enum Plain {}
    /// By `owns`; the `N`-th such rule.
    #[derive(Debug)]
    pub enum Owning<const N: usize> {}
    /// By `all_rows`; the `N`-th such rule.
    #[derive(Debug)]
    pub enum Every<const N: usize> {}
    /// By `reads`; the `N`-th such rule.
    #[derive(Debug)]
    pub enum Reading<const N: usize> {}
    /// By `inserts`; the `N`-th such rule.
    #[derive(Debug)]
    pub enum Inserting<const N: usize> {}
}

/// The rows behind a parameter.
#[derive(Debug, Clone, Copy)]
pub struct RowShape {
    /// Their table.
    pub table: &'static Table,
    /// The levels of the grants that lead to a row: its own, or those of the row that it belongs to.
    pub levels: &'static [Level],
    /// Whether an organisation bounds a row: its own, or that of a row which it belongs to.
    pub of_tenant: bool,
    /// One row, found by the path; else the rows of an owner.
    pub single: bool,
}

/// A component that a parameter needs.
#[derive(Debug, Clone, Copy)]
pub struct ServiceShape {
    /// Its type.
    pub id: fn() -> TypeId,
    /// The name of its type.
    pub name: fn() -> &'static str,
}

/// The file of a body that may be the largest.
#[derive(Debug, Clone, Copy)]
pub struct FileShape {
    /// The field of it.
    pub field: &'static str,
    /// The most bytes that it may have; 0 where a parameter takes no files and reads those that are kept.
    pub size: usize,
    /// The same as it is declared.
    pub written: &'static str,
}

/// What the attribute must give a route before a parameter may take it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capability {
    /// A body that a sender signed: `webhook`.
    Signed,
    /// What `egress` names.
    Egress,
    /// What `exec` names.
    Exec,
}

/// What a parameter is, for the checks that need no request.
#[derive(Debug, Clone, Copy)]
pub struct InputShape {
    /// Whether it could be judged at all. A parameter that no route may take has an error of its own.
    pub known: bool,
    /// Reads the body.
    pub body: bool,
    /// The fields of the body, by their names in Rust, and whether a quota can count by each.
    pub countable: &'static [(&'static str, bool)],
    /// Reads these parameters of the path; `None` reads whatever is there.
    pub path: Option<&'static [&'static str]>,
    /// Reads these headers.
    pub headers: &'static [&'static str],
    /// A row or rows.
    pub row: Option<RowShape>,
    /// Runs on the database, whatever the table.
    pub database: bool,
    /// Asks that all rows of the call work in one transaction.
    pub transaction: bool,
    /// Can write.
    pub writes: bool,
    /// Needs this component of the app.
    pub service: Option<ServiceShape>,
    /// Takes files, or reads those that are kept.
    pub files: Option<FileShape>,
    /// Is this capability.
    pub capability: Option<Capability>,
    /// Opt-outs of the type itself.
    pub waived: &'static [InputWaiver],
}

impl InputShape {
    /// A parameter that reads nothing.
    pub(crate) const NOTHING: Self = Self {
        known: true,
        body: false,
        countable: &[],
        path: Some(&[]),
        headers: &[],
        row: None,
        database: false,
        transaction: false,
        writes: false,
        service: None,
        files: None,
        capability: None,
        waived: &[],
    };
    /// A parameter that no impl describes.
    pub const UNKNOWN: Self = Self { known: false, path: None, ..Self::NOTHING };

    /// Whether files come in by it.
    pub(crate) fn takes_files(&self) -> bool {
        self.files.is_some_and(|files| files.size > 0)
    }
}

mod sealed {
    /// Only the framework's own types are inputs.
    #[diagnostic::on_unimplemented(
        message = "input: `{Self}` cannot be made an input of handlers",
        label = "only Portcullis' own types enter a handler",
        note = "remove the `impl`; take `Valid<Json<T>>` with `#[secure_input]` on `T`, or `Service<T>` with `#[derive(Service)]`"
    )]
    pub trait Input {}

    /// Only the framework's own types are replies.
    #[diagnostic::on_unimplemented(
        message = "output: `{Self}` cannot be made a reply of handlers",
        label = "only Portcullis' own types leave a handler",
        note = "remove the `impl`; give `Json<T>` with `#[derive(Expose)]` on `T`"
    )]
    pub trait Reply {}
}
pub(crate) use sealed::{Input as SealedInput, Reply as SealedReply};

/// Whether an input is ready at once or needs an engine.
pub enum Admission<'r, T> {
    /// Ready.
    Ready(T),
    /// On its way.
    Pending(Boxed<'r, Result<T, Refusal>>),
}

/// What a handler may take, on the route `R`, where the attribute names it as the slot `S` says.
#[diagnostic::on_unimplemented(
    message = "input: `{Self}` is not something that a secure handler may take",
    label = "not a vetted input",
    note = "take `Valid<Json<T>>`, `Valid<Query<T>>`, `Valid<Path<T>>`, `Valid<Form<T>>` or `Valid<Headers<T>>` for what the \
            client sends, `Signed<T>` for what the sender of a webhook signs, `Owned<T>` for a row, `Principal` for the caller, `Service<T>` \
            for a component of the app"
)]
pub trait Input<'r, R: Route, S>: sealed::Input + Sized + Send {
    /// What this parameter is.
    const SHAPE: InputShape;
    /// What reading the request gives, before any row is fetched.
    type Vetted: Send;

    /// Reads the request: parsed, bounded, validated.
    fn vet(cx: &Cx<'r, R>, body: &Bytes) -> Result<Self::Vetted, Refusal>;

    /// The text of a field of the body, for a quota that counts by it.
    fn counted<'v>(vetted: &'v Self::Vetted, field: &str) -> Option<Cow<'v, str>> {
        let _ = (vetted, field);
        None
    }

    /// Fetches what the request named.
    fn admit(vetted: Self::Vetted, cx: &Cx<'r, R>) -> Admission<'r, Self>;
}

/// What a handler may give on the route `R`.
#[diagnostic::on_unimplemented(
    message = "output: `{Self}` cannot leave a secure handler",
    label = "not a declared reply",
    note = "give `Json<T>`, `Created<T>` or `Page<T>` with `#[derive(Expose)]` on `T`, `Html<T>` with `#[markup(path = \"…\")]` on `T`, `Redirect`, \
            `Download`, `NoContent`, or `Result<_, Problem>` of these"
)]
pub trait Reply<R: Route>: sealed::Reply + Send {
    /// Narrows the reply to what the viewer may see.
    fn reply(self, cx: &Cx<'_, R>) -> Result<Response, Problem>;
}

/// Asks for the shape of a type, whether or not it is an input.
#[derive(Debug)]
pub struct Probe<T, R, S>(std::marker::PhantomData<(T, R, S)>);

/// The answer for what is no input.
pub trait Unknown {
    /// Nothing is known.
    const SHAPE: InputShape = InputShape::UNKNOWN;
}

impl<T, R, S> Unknown for Probe<T, R, S> {}

impl<'r, T: Input<'r, R, S>, R: Route, S> Probe<T, R, S> {
    /// The shape of the input.
    pub const SHAPE: InputShape = T::SHAPE;
}
