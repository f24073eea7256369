//! Ids and owners as text: in paths, in cursors, in subjects.
//!
//! Floor 11. A text that would not print back to itself names nothing: `+7` and `007` are not 7.

use crate::database::Column;

/// A type that identifies a row.
#[diagnostic::on_unimplemented(
    message = "ownership: `{Self}` cannot identify a row",
    label = "not the type of an id",
    note = "the key of a resource is `i64`, `i32`, `String` or, with the feature `uuid`, `Uuid`, and not an `Option`"
)]
pub trait Identifier: Column + Clone {
    /// The id that the text names, if it is the only text that names it.
    fn from_text(text: &str) -> Option<Self>;

    /// The text of the id.
    fn to_text(&self) -> String;
}

/// A type that names one owner, compared with the subject or a claim of the caller.
pub trait OwnerColumn: Identifier {}

/// A type of a column that names an owner, or where it is an `Option` none.
#[diagnostic::on_unimplemented(
    message = "ownership: a column of `{Self}` does not name one owner",
    label = "not the type of an owner",
    note = "the owner column is `i64`, `i32`, `String` or, with the feature `uuid`, `Uuid`; or an `Option` of these"
)]
pub trait NamesOwner: sealed::NamesOwner {
    /// The type of the owner, where there is one.
    type Owner: OwnerColumn;
}

mod sealed {
    #[diagnostic::on_unimplemented(
        message = "ownership: `{Self}` cannot be made the type of an owner by hand",
        label = "not for implementations by hand",
        note = "remove the `impl` and give the owner column the type `i64`, `i32`, `String` or `Uuid`"
    )]
    pub trait NamesOwner {}
    impl<O: super::OwnerColumn> NamesOwner for O {}
    impl<O: super::OwnerColumn> NamesOwner for Option<O> {}
}

macro_rules! owners {
    ($($type:ty)*) => {$(
        impl OwnerColumn for $type {}

        impl NamesOwner for $type {
            type Owner = Self;
        }

        impl NamesOwner for Option<$type> {
            type Owner = $type;
        }
    )*};
}

owners!(i32 i64 String);
#[cfg(feature = "uuid")]
owners!(uuid::Uuid);

macro_rules! numbers {
    ($($type:ty),*) => {$(
        impl Identifier for $type {
            fn from_text(text: &str) -> Option<Self> {
                let value: Self = text.parse().ok()?;
                (value.to_string() == text).then_some(value)
            }

            fn to_text(&self) -> String {
                self.to_string()
            }
        }
    )*};
}

numbers!(i32, i64);

impl Identifier for String {
    fn from_text(text: &str) -> Option<Self> {
        let good = !text.is_empty() && text.len() <= 255 && !text.contains('\0');
        good.then(|| text.to_owned())
    }

    fn to_text(&self) -> String {
        self.clone()
    }
}

/// Upper case, braces and the form without hyphens would name a row too, each by a second text.
#[cfg(feature = "uuid")]
impl Identifier for uuid::Uuid {
    fn from_text(text: &str) -> Option<Self> {
        Self::parse_str(text).ok().filter(|id| id.to_text() == text)
    }

    fn to_text(&self) -> String {
        self.hyphenated().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_for_one_id() {
        assert_eq!(i64::from_text("7"), Some(7));
        assert_eq!(i64::from_text("-7"), Some(-7));
        for text in ["", "+7", "007", " 7", "7 ", "7.0", "9223372036854775808", "-0", "٧", "0x7", "1e3"] {
            assert_eq!(i64::from_text(text), None, "{text}");
        }
        assert_eq!(String::from_text("a\0"), None);
    }
    #[cfg(feature = "uuid")]
    #[test]
    fn one_text_for_one_uuid() {
        let text = "67e55044-10b1-426f-9247-bb680e5fe0c8";
        assert_eq!(uuid::Uuid::from_text(text).map(|id| id.to_text()).as_deref(), Some(text));
        let others = [
            text.to_uppercase(),
            text.replace('-', ""),
            format!("{{{text}}}"),
            format!("urn:uuid:{text}"),
            format!(" {text}"),
            format!("{text}0"),
            String::new(),
        ];
        for other in others {
            assert_eq!(uuid::Uuid::from_text(&other), None, "{other}");
        }
    }
}
