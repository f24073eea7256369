//! Options of programs: literals, which the compiler judges.
//!
//! Floor 3. A `&'static str` could be leaked at run time; so the text is the constant of a type, which the macro makes under a seal.

use crate::seal::FlagLiteral;

/// The text of an option, of which [`flag!`](crate::flag) makes a [`Flag`].
pub trait FlagText: FlagLiteral {
    /// The text.
    const TEXT: &'static str;
}

/// An option of a program: `flag!("-c")`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flag(&'static str);

impl Flag {
    /// The option of a literal.
    #[doc(hidden)]
    pub const fn of<T: FlagText>() -> Self {
        Self(T::TEXT)
    }
}

/// An option, for a call.
#[diagnostic::on_unimplemented(
    message = "exec: `{Self}` is no option of a program",
    label = "not fixed when the app was compiled",
    note = "write the option as a literal, `flag!(\"-c\")`; what a client chooses is a value, of a type that says what it may be: `.value(…)`"
)]
pub trait IsFlag: sealed::IsFlag {
    /// The text.
    #[doc(hidden)]
    fn text(self) -> &'static str;
}

mod sealed {
    pub trait IsFlag {}
}

impl sealed::IsFlag for Flag {}
impl IsFlag for Flag {
    fn text(self) -> &'static str {
        self.0
    }
}

/// Judges the text; where the program is compiled, a wrong one is an error there.
#[doc(hidden)]
#[track_caller]
pub const fn judge_flag(text: &'static str) {
    assert!(
        is_flag(text.as_bytes()),
        "exec: an option begins with `-`, has something behind it, and has no blank: write one such as `flag!(\"-c\")`; its value is `.value(…)`, and `--` is written by \
         `.free(…)`"
    );
}

const fn is_flag(text: &[u8]) -> bool {
    let [b'-', rest @ ..] = text else { return false };
    let mut named = false;
    let mut left = rest;
    while let [letter, others @ ..] = left {
        if !letter.is_ascii_graphic() {
            return false;
        }
        named |= *letter != b'-';
        left = others;
    }
    named && text.len() <= 256
}

/// An option of a program, as a literal: `flag!("-c")`, `flag!("--color=never")`.
///
/// Its text is fixed when the program is compiled. Its value, where it has one, is the next [`value`](crate::exec::Call::value). The chapter is
/// [`docs::exec`](mod@crate::docs::exec).
#[macro_export]
macro_rules! flag {
    ($text:literal) => {
        {
            const _: () = $crate::exec::judge_flag($text);
            enum Literal {}
            unsafe impl $crate::contract::FlagLiteral for Literal {}
            impl $crate::exec::FlagText for Literal {
                const TEXT: &'static str = $text;
            }
            $crate::exec::Flag::of::<Literal>()
        }
    };
    ($($other:tt)*) => {
        ::core::compile_error!(
            "exec: an option is one literal, `flag!(\"-c\")`; it is not made at run time, and its value is `.value(…)`"
        )
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_options() {
        for good in ["-c", "--count", "-4", "--color=never", "-oBatchMode=yes", "-"] {
            assert_eq!(is_flag(good.as_bytes()), good != "-", "{good}");
        }
        let long = format!("-{}", "a".repeat(256));
        for bad in ["", "-", "--", "---", "c", " -c", "-c 3", "-c\n", "-c\t", "-c\0", "-ü", &long] {
            assert!(!is_flag(bad.as_bytes()), "{bad:?}");
        }
    }
}
