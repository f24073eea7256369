//! What an expression may be, by where in the page it stands.
//!
//! Floor 9. The macro asks by one of these functions; where the expression is no field of the page itself, with the line of the template.

use std::borrow::Cow;

use super::link::Link;
use super::sheet::Sheet;
use super::shown::{SealedInLink, SealedInText, SealedInValue, SealedWritten, Template, Word};

/// A value that is written as text, and always escaped.
#[diagnostic::on_unimplemented(
    message = "markup: `{Self}` is not written as text",
    label = "no text, number or word",
    note = "show its fields, or give the page a field with the text"
)]
pub trait Written: SealedWritten {
    /// Writes the text.
    fn write_text(&self, sheet: &mut Sheet);
}

/// What may stand between tags: text, which is escaped, or a part with a template of its own.
#[diagnostic::on_unimplemented(
    message = "markup: `{Self}` is not shown between the tags of a page",
    label = "neither text nor a part with a template",
    note = "show its fields; give it a template by `#[markup(path = \"…\")]`; or give the page a field with the text. Rows and secrets stand in no page"
)]
pub trait InText: SealedInText {
    /// Writes it.
    fn in_text(&self, sheet: &mut Sheet);
}

/// What may stand in the value of an attribute, and in elements that hold text alone.
#[diagnostic::on_unimplemented(
    message = "markup: `{Self}` is not shown in the value of an attribute",
    label = "no text, number or word",
    note = "show one of its fields, or give the page a field with the text. Rows and secrets stand in no page"
)]
pub trait InValue: SealedInValue {
    /// Writes it.
    fn in_value(&self, sheet: &mut Sheet);
}

/// What may be the address in an attribute.
#[diagnostic::on_unimplemented(
    message = "markup: `{Self}` is no address, and this attribute of the page takes one",
    label = "not a `Link`",
    note = "make the field a `Link`: `Link::to([\"orders\", &id])?` from parts of a path, `link!(\"…\")` from a constant, `Link::parse(&text)?` from text of any origin"
)]
pub trait InLink: SealedInLink {
    /// Writes it.
    fn in_link(&self, sheet: &mut Sheet);
}

macro_rules! on_line {
    ($($(#[$doc:meta])* $trait:ident($base:ident), $message:literal, $label:literal, $note:literal;)*) => {$(
        $(#[$doc])*
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
        pub trait $trait<const LINE: u32>: $base {}

        #[diagnostic::do_not_recommend]
        impl<T: $base, const LINE: u32> $trait<LINE> for T {}
    )*};
}

on_line! {
    /// [`InText`], on a line of the template.
    TextOnLine(InText), "markup: line {LINE}: `{Self}` is not shown between the tags of a page",
        "in the template of this page",
        "show its fields; give it a template by `#[markup(path = \"…\")]`; or give the page a field with the text";
    /// [`InValue`], on a line of the template.
    ValueOnLine(InValue), "markup: line {LINE}: `{Self}` is not shown in the value of an attribute",
        "in the template of this page", "show one of its fields, or give the page a field with the text";
    /// [`InLink`], on a line of the template.
    LinkOnLine(InLink), "markup: line {LINE}: `{Self}` is no address, and this attribute takes one",
        "in the template of this page",
        "make the field a `Link`: `Link::to([\"orders\", &id])?`, `link!(\"…\")`, or `Link::parse(&text)?`";
}

/// A list that a template goes through, on a line of it.
#[diagnostic::on_unimplemented(
    message = "markup: line {LINE}: `{Self}` is no list that a loop goes through",
    label = "in the template of this page",
    note = "give the page a `Vec` of what it shows"
)]
pub trait Listed<const LINE: u32> {
    /// An element.
    type Element;

    /// The elements.
    fn elements(&self) -> &[Self::Element];
}

impl<T, const LINE: u32> Listed<LINE> for Vec<T> {
    type Element = T;

    fn elements(&self) -> &[T] {
        self
    }
}

/// What has a length: a text, in characters; a list, in elements.
#[diagnostic::on_unimplemented(
    message = "markup: the template asks how long `{Self}` is, which is neither a text nor a list",
    label = "in the template of this page",
    note = "compute the answer in the handler, into a field of the page"
)]
pub trait Counted {
    /// How many.
    fn count(&self) -> usize;
}

impl<T> Counted for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }
}

/// What is a text, or a word of a closed list.
#[diagnostic::on_unimplemented(
    message = "markup: the template takes `{Self}` for a text, and it is none",
    label = "in the template of this page",
    note = "compute what is shown in the handler, into a field of the page"
)]
pub trait Worded {
    /// The text.
    fn wording(&self) -> &str;
}

macro_rules! texts {
    ($($type:ty),*) => {$(
        impl SealedWritten for $type {}

        impl Written for $type {
            fn write_text(&self, sheet: &mut Sheet) {
                sheet.text(self);
            }
        }

        impl SealedInText for $type {}

        impl InText for $type {
            fn in_text(&self, sheet: &mut Sheet) {
                self.write_text(sheet);
            }
        }

        impl Worded for $type {
            fn wording(&self) -> &str {
                self
            }
        }

        impl Counted for $type {
            fn count(&self) -> usize {
                self.chars().count()
            }
        }
    )*};
}

macro_rules! printed {
    ($($type:ty),*) => {$(
        impl SealedWritten for $type {}

        impl Written for $type {
            fn write_text(&self, sheet: &mut Sheet) {
                sheet.display(self);
            }
        }

        impl SealedInText for $type {}

        impl InText for $type {
            fn in_text(&self, sheet: &mut Sheet) {
                self.write_text(sheet);
            }
        }
    )*};
}

texts!(String, &'static str, Cow<'static, str>);
printed!(bool, char, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, f32, f64, Link);
#[cfg(feature = "uuid")]
printed!(uuid::Uuid);
#[cfg(feature = "chrono")]
printed!(chrono::NaiveDate);
#[cfg(feature = "decimal")]
printed!(rust_decimal::Decimal);

#[cfg(feature = "chrono")]
mod times {
    use super::*;

    impl SealedWritten for chrono::DateTime<chrono::Utc> {}

    impl Written for chrono::DateTime<chrono::Utc> {
        /// By RFC 3339.
        fn write_text(&self, sheet: &mut Sheet) {
            sheet.text(&self.to_rfc3339());
        }
    }

    impl SealedInText for chrono::DateTime<chrono::Utc> {}

    impl InText for chrono::DateTime<chrono::Utc> {
        fn in_text(&self, sheet: &mut Sheet) {
            self.write_text(sheet);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Word> Written for T {
    fn write_text(&self, sheet: &mut Sheet) {
        sheet.text(self.word());
    }
}

#[diagnostic::do_not_recommend]
impl<T: Word> Worded for T {
    fn wording(&self) -> &str {
        self.word()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Template> InText for T {
    fn in_text(&self, sheet: &mut Sheet) {
        self.write(sheet);
    }
}

impl<T: InText> SealedInText for Option<T> {}

/// Nothing, where there is none.
impl<T: InText> InText for Option<T> {
    fn in_text(&self, sheet: &mut Sheet) {
        if let Some(value) = self {
            value.in_text(sheet);
        }
    }
}

impl<T: Template> SealedInText for Vec<T> {}

/// One part after the other.
impl<T: Template> InText for Vec<T> {
    fn in_text(&self, sheet: &mut Sheet) {
        self.iter().for_each(|part| part.write(sheet));
    }
}

#[diagnostic::do_not_recommend]
impl<T: Written> SealedInValue for T {}

#[diagnostic::do_not_recommend]
impl<T: Written> InValue for T {
    fn in_value(&self, sheet: &mut Sheet) {
        self.write_text(sheet);
    }
}

impl<T: Written> SealedInValue for Option<T> {}

/// Nothing, where there is none.
impl<T: Written> InValue for Option<T> {
    fn in_value(&self, sheet: &mut Sheet) {
        if let Some(value) = self {
            value.write_text(sheet);
        }
    }
}

impl SealedInLink for Link {}

impl InLink for Link {
    fn in_link(&self, sheet: &mut Sheet) {
        sheet.text(self.as_str());
    }
}

/// Writes a field between tags.
pub fn in_text<T: InText>(value: &T, sheet: &mut Sheet) {
    value.in_text(sheet);
}

/// Writes a field in a value.
pub fn in_value<T: InValue>(value: &T, sheet: &mut Sheet) {
    value.in_value(sheet);
}

/// Writes a field that is an address.
pub fn in_link<T: InLink>(value: &T, sheet: &mut Sheet) {
    value.in_link(sheet);
}

/// Writes what an expression gives between tags.
pub fn text_on_line<T: TextOnLine<LINE>, const LINE: u32>(value: &T, sheet: &mut Sheet) {
    value.in_text(sheet);
}

/// Writes what an expression gives in a value.
pub fn value_on_line<T: ValueOnLine<LINE>, const LINE: u32>(value: &T, sheet: &mut Sheet) {
    value.in_value(sheet);
}

/// Writes the address that an expression gives.
pub fn link_on_line<T: LinkOnLine<LINE>, const LINE: u32>(value: &T, sheet: &mut Sheet) {
    value.in_link(sheet);
}

/// The elements of a list.
pub fn listed<T: Listed<LINE>, const LINE: u32>(list: &T) -> &[T::Element] {
    list.elements()
}

/// How long a text or a list is.
pub fn length<T: Counted>(of: &T) -> usize {
    of.count()
}

/// Whether a value is this text.
pub fn reads<T: Worded>(of: &T, text: &str) -> bool {
    of.wording() == text
}

/// In lower case.
pub fn text_lower<T: Worded>(of: &T) -> String {
    of.wording().to_lowercase()
}

/// In upper case.
pub fn text_upper<T: Worded>(of: &T) -> String {
    of.wording().to_uppercase()
}

/// Without blanks at its ends.
pub fn text_trim<T: Worded>(of: &T) -> String {
    of.wording().trim().to_owned()
}
