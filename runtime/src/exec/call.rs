//! A call of a program, put together argument by argument.
//!
//! Floor 3. Options come first; the first free argument writes `--` before itself, and no option comes after it.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::argument::{Argument, FreeArgument};
use super::flag::IsFlag;
use super::output::Output;
use super::program::Startable;
use super::run::run;
use crate::events::Scene;
use crate::problem::Problem;
use crate::refusal::{FieldFault, Refusal};

/// The most bytes of all arguments together; every Linux takes more.
const LONGEST: usize = 64 << 10;
/// The most arguments.
const MOST: usize = 256;

/// A call that takes options yet.
#[derive(Debug)]
pub enum Options {}

/// A call whose free arguments have begun.
#[derive(Debug)]
pub enum Free {}

/// A call that takes options and values: no free argument was given yet.
#[diagnostic::on_unimplemented(
    message = "exec: an option stands behind a free argument, where the program reads none",
    label = "behind `--`",
    note = "give options and their values first, then `.free(…)`"
)]
pub trait BeforeFree {}
impl BeforeFree for Options {}

/// A call of a program that was not started yet.
#[must_use = "nothing is started until `.run().await`"]
pub struct Call<'e, Place = Options> {
    program: &'e Startable,
    scene: Scene<'e>,
    arguments: Arguments,
    _place: PhantomData<fn() -> Place>,
}

/// The arguments, in their order, and the first fault of them.
#[derive(Default)]
pub(super) struct Arguments {
    pub(super) texts: Vec<String>,
    bytes: usize,
    fault: Option<&'static str>,
}

impl Arguments {
    fn push(&mut self, text: Cow<'_, str>) {
        self.bytes = self.bytes.saturating_add(text.len()).saturating_add(1);
        if text.contains('\0') {
            self.fault.get_or_insert("no_nul");
        } else if self.bytes > LONGEST || self.texts.len() >= MOST {
            self.fault.get_or_insert("length");
        } else {
            self.texts.push(text.into_owned());
        }
    }
}

impl<'e> Call<'e> {
    pub(crate) fn of(program: &'e Startable, scene: Scene<'e>) -> Self {
        Self { program, scene, arguments: Arguments::default(), _place: PhantomData }
    }
}

impl<'e, Place> Call<'e, Place> {
    /// With an option: `flag!("-c")`.
    pub fn flag(mut self, flag: impl IsFlag) -> Self
    where
        Place: BeforeFree,
    {
        self.arguments.push(Cow::Borrowed(flag.text()));
        self
    }

    /// With the value of the option before it, or with one that stands alone.
    pub fn value(mut self, value: impl Argument) -> Self
    where
        Place: BeforeFree,
    {
        self.arguments.push(value.argument());
        self
    }

    /// With an argument in which the program reads no option: `--` is written before the first. A program that does not know `--` is not to be given any.
    pub fn free(self, value: impl FreeArgument) -> Call<'e, Free> {
        let Self { program, scene, mut arguments, .. } = self;
        if !arguments.texts.iter().any(|text| text == "--") {
            arguments.push(Cow::Borrowed("--"));
        }
        arguments.push(value.free_argument());
        Call { program, scene, arguments, _place: PhantomData }
    }

    /// Starts the program, and waits until it has ended. It ends with the request at the latest, whatever ends that.
    ///
    /// # Errors
    /// 503 where as many are running as may, or where its time has passed; 500 where it gives more than its limit, where a signal ends it, or where it cannot be
    /// started; 422 where an argument has a NUL, or where all are longer than 64 KiB or more than 256. A code other than 0 is no error.
    pub async fn run(self) -> Result<Output, Problem> {
        match self.arguments.fault {
            Some(rule) => Err(Refusal::Invalid(vec![FieldFault::new("", rule)]).into()),
            None => Ok(run(self.program, self.arguments.texts, self.scene).await?),
        }
    }
}

impl<Place> fmt::Debug for Call<'_, Place> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("program", &self.program.name()).finish_non_exhaustive()
    }
}
