//! Events of an app's own: names that are fixed when the program is compiled, and numbers.
//!
//! Floor 1. A text could hold anything that a client sent, so none goes in.

use std::fmt::Write as _;

use super::event::{Event, Scene};
use crate::seal::EventLiteral;

/// The name of an event: lower-case words joined by `_` or `.`, at most 64 letters. [`event!`](crate::event) makes it of its literal.
pub trait EventName: EventLiteral {
    /// The name.
    const NAME: &'static str;
    /// What its fields are called, in their order.
    const FIELDS: &'static [&'static str];
}

/// Judges the name; where the program is compiled, a wrong one is an error there.
#[doc(hidden)]
#[track_caller]
pub const fn judge_name(name: &'static str) {
    assert!(
        is_name(name.as_bytes()),
        "output: an event is called by lower-case words joined by `_` or `.`, such as `report_exported`, of at most 64 letters"
    );
}

const fn is_name(name: &[u8]) -> bool {
    let mut rest = name;
    let mut in_word = false;
    while let [letter, others @ ..] = rest {
        match letter {
            b'a'..=b'z' => in_word = true,
            b'0'..=b'9' if in_word => {}
            b'_' | b'.' if in_word => in_word = false,
            _ => return false,
        }
        rest = others;
    }
    in_word && name.len() <= 64
}

/// What a field of an event may hold: a number, a truth, the id of a row.
#[diagnostic::on_unimplemented(
    message = "output: `{Self}` does not go into an event",
    label = "not a number, a `bool` or an id",
    note = "events are read by more people than rows are, and last longer: give the id of the row; what is said in words belongs into the name"
)]
pub trait EventValue: sealed::EventValue {
    /// As the line has it.
    #[doc(hidden)]
    fn text(&self) -> String;
}

mod sealed {
    #[diagnostic::on_unimplemented(
        message = "output: `{Self}` cannot be made a field of an event",
        label = "only numbers, `bool` and ids go into an event",
        note = "remove the `impl`, and give the id of the row"
    )]
    pub trait EventValue {}
}

macro_rules! values {
    ($($value:ty),*) => {$(
        impl sealed::EventValue for $value {}
        impl EventValue for $value {
            fn text(&self) -> String {
                self.to_string()
            }
        }
    )*};
}

values!(bool, i8, i16, i32, i64, u8, u16, u32, u64, usize);
#[cfg(feature = "uuid")]
values!(uuid::Uuid);

/// An event of the app's own, made by [`event!`](crate::event) and written by [`Audit::note`](crate::Audit::note).
#[must_use = "an event is written by `audit.note(…)`"]
#[derive(Debug)]
pub struct AppEvent {
    name: &'static str,
    /// The fields that have no value yet.
    fields: &'static [&'static str],
    about: String,
}

impl AppEvent {
    /// An event without fields.
    #[doc(hidden)]
    pub fn called<N: EventName>() -> Self {
        Self { name: N::NAME, fields: N::FIELDS, about: String::new() }
    }

    /// With the value of its next field.
    #[doc(hidden)]
    pub fn with(mut self, value: impl EventValue) -> Self {
        let [field, rest @ ..] = self.fields else { return self };
        self.fields = rest;
        let space = if self.about.is_empty() { "" } else { " " };
        // A string takes everything.
        let _ = write!(self.about, "{space}{field}={}", value.text());
        self
    }

    pub(crate) fn write(self, scene: Scene<'_>) {
        Event::of_app(self.name, scene).about(self.about).write();
    }
}

/// An event of the app's own: `event!("report_exported", rows = count, order = order.id)`.
///
/// Its name is a literal, so that nobody chooses one at run time; its fields are numbers, `bool` and ids. [`Audit::note`](crate::Audit::note)
/// writes it, with the request, the caller and the address that it belongs to. The chapter is [`docs::events`](mod@crate::docs::events).
#[macro_export]
macro_rules! event {
    ($name:literal $(, $field:ident = $value:expr)* $(,)?) => {
        {
            const _: () = $crate::events::judge_name($name);
            enum Literal {}
            unsafe impl $crate::contract::EventLiteral for Literal {}
            impl $crate::events::EventName for Literal {
                const NAME: &'static str = $name;
                const FIELDS: &'static [&'static str] = &[$(::core::stringify!($field)),*];
            }
            $crate::events::AppEvent::called::<Literal>()$(.with($value))*
        }
    };
    ($($other:tt)*) => {
        ::core::compile_error!(
            "output: an event is a literal and fields, `event!(\"report_exported\", rows = count)`; its name is not made at run time"
        )
    };
}
