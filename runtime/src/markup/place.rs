//! The place of a route: its path, filled with as many values as it has parameters.
//!
//! Floor 9. How many, the compiler counts; values of any origin can fill a parameter and nothing else.

use std::borrow::Cow;

use super::link::{Link, LinkFault, path_of};
use crate::route::{MountedByHand, NotRead, Parameters, Route, verb};

/// A value that fills one part of a path.
#[diagnostic::on_unimplemented(
    message = "markup: `{Self}` fills no part of a path",
    label = "neither text nor a number",
    note = "give the id itself: a number, a text or a UUID"
)]
pub trait PathPart: sealed::Part {
    /// The text, before it is encoded.
    fn text(&self) -> Cow<'_, str>;
}

mod sealed {
    #[diagnostic::on_unimplemented(
        message = "markup: `{Self}` fills no part of a path",
        label = "neither text nor a number",
        note = "give the id itself: a number, a text or a UUID"
    )]
    pub trait Part {}
}

macro_rules! printed {
    ($($type:ty),*) => {$(
        impl sealed::Part for $type {}

        impl PathPart for $type {
            fn text(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )*};
}

printed!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);
#[cfg(feature = "uuid")]
printed!(uuid::Uuid);

macro_rules! texts {
    ($($type:ty),*) => {$(
        impl sealed::Part for $type {}

        impl PathPart for $type {
            fn text(&self) -> Cow<'_, str> {
                Cow::Borrowed(self)
            }
        }
    )*};
}

texts!(str, String, Cow<'_, str>);

impl<T: PathPart + ?Sized> sealed::Part for &T {}

impl<T: PathPart + ?Sized> PathPart for &T {
    fn text(&self) -> Cow<'_, str> {
        T::text(self)
    }
}

/// A number of parameters.
#[diagnostic::on_unimplemented(
    message = "markup: the path of this route has another number of parameters than the {N} that are given: `{Self}`",
    label = "as many values as the path has parameters in braces",
    note = "give `()` for none, the value for one, `(a, b)` for two, in the order of the path"
)]
pub trait CountIs<const N: usize> {}

impl<const N: usize> CountIs<N> for Parameters<N> {}
/// Whose method has an error of its own: it is not on `get` as far as the compiler knows.
impl<const N: usize> CountIs<N> for MountedByHand {}
/// A route with an error of its own.
impl<const N: usize> CountIs<N> for NotRead {}

/// A route that a browser can be led to.
#[diagnostic::on_unimplemented(
    message = "markup: browsers follow links and redirects by GET, and this route is not on `get`",
    label = "a route that is not on `get`",
    note = "lead to a route whose attribute says `get = \"…\"`; one that is mounted by hand has no one place"
)]
pub trait LeadsToGet {}

impl LeadsToGet for verb::Safe {}

/// Values for the parameters of a route's path: `()`, one value, or a tuple of as many as there are.
#[diagnostic::on_unimplemented(
    message = "markup: `{Self}` does not fill the path of `{R}`",
    label = "neither a value for each parameter of the path, nor `()`",
    note = "give `()` for none, the value for one, `(a, b)` for two, in the order of the path"
)]
pub trait Fills<R> {
    /// The place.
    ///
    /// # Errors
    /// [`LinkFault::Part`] where a value is no part of a path.
    fn place(&self) -> Result<Link, LinkFault>;
}

impl<R: Route> Fills<R> for ()
where
    R::Verb: LeadsToGet,
    R::Parameters: CountIs<0>,
{
    fn place(&self) -> Result<Link, LinkFault> {
        path_of::<R>(&[])
    }
}

macro_rules! singles {
    ($([$($generic:tt)*] $type:ty;)*) => {$(
        impl<R: Route, $($generic)*> Fills<R> for $type
        where
            R::Verb: LeadsToGet,
            R::Parameters: CountIs<1>,
        {
            fn place(&self) -> Result<Link, LinkFault> {
                path_of::<R>(&[self.text()])
            }
        }
    )*};
}

// Each alone, and not whatever is a part: the compiler then says of a wrong number that it is wrong.
singles! {
    [] u8; [] u16; [] u32; [] u64; [] u128; [] usize; [] i8; [] i16; [] i32; [] i64; [] i128; [] isize;
    [] String; [] Cow<'_, str>; [T: PathPart + ?Sized] &T;
}
#[cfg(feature = "uuid")]
singles! { [] uuid::Uuid; }

macro_rules! tuples {
    ($($count:literal: $($part:ident)*;)*) => {$(
        impl<R: Route, $($part: PathPart),*> Fills<R> for ($($part,)*)
        where
            R::Verb: LeadsToGet,
            R::Parameters: CountIs<$count>,
        {
            #[allow(non_snake_case, reason = "one name serves as the type and as the value")]
            fn place(&self) -> Result<Link, LinkFault> {
                let ($($part,)*) = self;
                path_of::<R>(&[$($part.text()),*])
            }
        }
    )*};
}

tuples! {
    1: A;
    2: A B;
    3: A B C;
    4: A B C D;
}
