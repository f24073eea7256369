//! What may be an argument of a program: types whose texts begin with no hyphen, and bounded texts behind `--`.
//!
//! Floor 3. CWE-88: a text that a client wrote could be an option. So none is an argument by itself.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::seal::DerivedArgument;

/// What may be the value of an option, or stand alone: none of its texts begins with `-`, is empty, or has a blank in it.
#[diagnostic::on_unimplemented(
    message = "exec: `{Self}` is no argument of a program",
    label = "may be any text, an option of the program too",
    note = "give a whole number without a sign, `Port`, `Hostname`, an address, or an enum with `#[derive(Argument)]`; a bounded text, `Text<80>`, \
            goes behind `--` by `.free(&text)`"
)]
pub trait Argument: sealed::Argument {
    /// As the program gets it.
    #[doc(hidden)]
    fn argument(&self) -> Cow<'_, str>;
}

/// What may be an argument behind `--`, where the program reads no options: what is an [`Argument`], and a bounded text.
#[diagnostic::on_unimplemented(
    message = "exec: `{Self}` is no free argument of a program",
    label = "neither typed nor bounded",
    note = "take it in as `Text<80>`, whose length is bounded, or as `Hostname`, `Port`, a whole number without a sign, or an enum with \
            `#[derive(Argument)]`"
)]
pub trait FreeArgument: sealed::Free {
    /// As the program gets it.
    #[doc(hidden)]
    fn free_argument(&self) -> Cow<'_, str>;
}

#[diagnostic::do_not_recommend]
impl<T: Argument> FreeArgument for T {
    fn free_argument(&self) -> Cow<'_, str> {
        self.argument()
    }
}

mod sealed {
    #[diagnostic::on_unimplemented(
        message = "exec: `{Self}` cannot be made an argument of programs by hand",
        label = "only `#[derive(Argument)]` makes one",
        note = "remove the `impl`; write `#[derive(Argument)]` on an enum of plain words"
    )]
    pub trait Argument {}
    #[diagnostic::do_not_recommend]
    impl<T: super::DerivedArgument> Argument for T {}

    #[diagnostic::on_unimplemented(
        message = "exec: `{Self}` cannot be made a free argument of programs by hand",
        label = "only Portcullis' own types are free arguments",
        note = "remove the `impl` and give a `Text<80>`"
    )]
    pub trait Free {}
    #[diagnostic::do_not_recommend]
    impl<T: Argument> Free for T {}
}

pub(crate) use sealed::{Argument as SealedArgument, Free as SealedFree};

macro_rules! printed {
    ($($type:ty),*) => {$(
        impl sealed::Argument for $type {}
        impl Argument for $type {
            fn argument(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )*};
}

// None with a sign: `-1` is an option to most programs.
printed!(u8, u16, u32, u64, u128, usize, IpAddr, Ipv4Addr, Ipv6Addr);
#[cfg(feature = "uuid")]
printed!(uuid::Uuid);
