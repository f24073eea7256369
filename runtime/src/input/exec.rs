//! `Exec`: the program that the route declares.
//!
//! Floor 10.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;

use super::bounded::Text;
use super::hints::{ChangesState, NotARow, refuse};
use super::hostname::{Hostname, Port};
use crate::brand::Brand;
use crate::events::Scene;
use crate::exec::{
    Argument, Call, Free, FreeArgument, IsFlag, Output, SealedArgument, SealedFree, Startable,
};
use crate::problem::Problem;
use crate::proof::Cx;
use crate::refusal::Refusal;
use crate::route::slot::{Every, Inserting, Owning, Plain, Reading};
use crate::route::{Admission, Capability, Input, InputShape, Route, SealedInput, outside};

/// The route declares a program.
#[diagnostic::on_unimplemented(
    message = "exec: `{T}` starts a program, and this route declares none",
    label = "no program here",
    note = "write `exec = \"ping\"` with the name of the program, which the app gives its path: `.program(\"ping\", Program::at(\"/usr/bin/ping\"))`"
)]
pub trait StartsProgram<T> {}
impl<T> StartsProgram<T> for outside::Program {}

/// Starts the program that the route declares by `exec = "…"`, as often as the handler calls it.
///
/// No shell is in between, and no text of a client is an option: an argument is a [`flag!`](crate::flag), a value whose type says what it may be, or a bounded text
/// behind `--`. The chapter is [`docs::exec`](mod@crate::docs::exec).
///
/// ```
/// use portcullis::prelude::*;
///
/// #[secure_input]
/// struct Target {
///     host: Hostname,
/// }
///
/// # #[derive(Expose)] struct Reached { reached: bool }
/// #[secure_route(post = "/pings", authenticated, exec = "ping", rate = "10/min")]
/// async fn ping(target: Valid<Json<Target>>, exec: Exec) -> Result<Json<Reached>, Problem> {
///     let output = exec.flag(flag!("-c")).value(1_u8).free(&target.host).run().await?;
///     Ok(Json(Reached { reached: output.succeeded() }))
/// }
///
/// # fn app(app: App) -> App {
/// app.program("ping", Program::at("/usr/bin/ping")).mount(routes![ping])
/// # }
/// ```
pub struct Exec<'r> {
    program: &'r Startable,
    scene: Scene<'r>,
    _request: Brand<'r>,
}

impl Exec<'_> {
    fn call(&self) -> Call<'_> {
        Call::of(self.program, self.scene)
    }

    /// A call that begins with an option.
    pub fn flag(&self, flag: impl IsFlag) -> Call<'_> {
        self.call().flag(flag)
    }

    /// A call that begins with a value.
    pub fn value(&self, value: impl Argument) -> Call<'_> {
        self.call().value(value)
    }

    /// A call that begins with an argument behind `--`.
    pub fn free(&self, value: impl FreeArgument) -> Call<'_, Free> {
        self.call().free(value)
    }

    /// Starts the program without arguments, and waits until it has ended.
    ///
    /// # Errors
    /// As [`Call::run`] says.
    pub async fn run(&self) -> Result<Output, Problem> {
        self.call().run().await
    }
}

impl fmt::Debug for Exec<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Exec")
    }
}

impl SealedInput for Exec<'_> {}

impl<'r, R: Route> Input<'r, R, Plain> for Exec<'r>
where
    R::Exec: StartsProgram<Self>,
    R::Verb: ChangesState<Self>,
{
    const SHAPE: InputShape =
        InputShape { capability: Some(Capability::Exec), writes: true, ..InputShape::NOTHING };
    type Vetted = Self;

    fn vet(cx: &Cx<'r, R>, _: &Bytes) -> Result<Self, Refusal> {
        let passed = cx.passed();
        let program = passed.policy.exec.and_then(|name| passed.engines.programs.get(name));
        let program =
            program.ok_or_else(|| Refusal::internal("a program is missing that the start had found"))?;
        Ok(Self { program, scene: passed.scene(), _request: std::marker::PhantomData })
    }

    fn admit(vetted: Self, _: &Cx<'r, R>) -> Admission<'r, Self> {
        Admission::Ready(vetted)
    }
}

refuse! {
    NotARow, Owning<N> => [const N: usize] Exec<'r>;
    NotARow, Every<N> => [const N: usize] Exec<'r>;
    NotARow, Reading<N> => [const N: usize] Exec<'r>;
    NotARow, Inserting<N> => [const N: usize] Exec<'r>;
}

macro_rules! arguments {
    ($($type:ty),*) => {$(
        impl SealedArgument for $type {}
        impl Argument for $type {
            fn argument(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )*};
}

arguments!(Hostname, &Hostname, Port);

macro_rules! free {
    ($($type:ty),*) => {$(
        impl<const MAX: usize> SealedFree for $type {}
        impl<const MAX: usize> FreeArgument for $type {
            fn free_argument(&self) -> Cow<'_, str> {
                Cow::Borrowed(self)
            }
        }
    )*};
}

free!(Text<MAX>, &Text<MAX>);
