//! What may stand in a page: plain data, and what is declared by `#[markup]`.
//!
//! Floor 9.

use std::borrow::Cow;

use super::assets::Assets;
use super::link::Link;
use super::sheet::Sheet;
use crate::seal::{DerivedMarkup, DerivedTemplate};

/// What may be a field of a page.
#[diagnostic::on_unimplemented(
    message = "markup: nothing declares that `{Self}` may stand in a page",
    label = "not declared to stand in a page",
    note = "copy what the page shows into texts, numbers, a `Link`, or structs with `#[markup]`; rows and secrets stand in none"
)]
pub trait Shown: sealed::Shown {
    /// What it brings of scripts and styles.
    const ASSETS: &'static Assets = Assets::NONE;
}

/// A page, or a part of one. Write `#[markup(path = "…")]`.
#[diagnostic::on_unimplemented(
    message = "markup: `{Self}` is no page that escapes what it shows",
    label = "without a template of Portcullis'",
    note = "write `#[markup(path = \"page.html\")]` on a struct with what the page shows, and give `Html` of it"
)]
pub trait Template: DerivedTemplate + Send {
    /// What it brings of scripts and styles, with its parts.
    const ASSETS: &'static Assets = Assets::NONE;
    /// The bytes of the template's own text.
    const SIZE: usize;

    /// Writes the page.
    fn write(&self, sheet: &mut Sheet);
}

/// A word of a closed list. Write `#[markup]` on an enum.
pub trait Word: Template {
    /// The word.
    fn word(&self) -> &'static str;
}

pub(crate) use sealed::{
    InLink as SealedInLink, InText as SealedInText, InValue as SealedInValue, Shown as SealedShown,
    Written as SealedWritten,
};

mod sealed {
    #[diagnostic::on_unimplemented(
        message = "markup: `{Self}` cannot be declared to stand in a page by hand",
        label = "only `#[markup]` declares it",
        note = "remove the `impl` and write `#[markup]` on the type"
    )]
    pub trait Shown {}

    #[diagnostic::do_not_recommend]
    impl<T: super::DerivedMarkup> Shown for T {}

    /// Values that are written as text.
    #[diagnostic::on_unimplemented(
        message = "markup: `{Self}` cannot be made a value of a page by hand",
        label = "only Portcullis writes values",
        note = "remove the `impl`, and give the page a field with the text"
    )]
    pub trait Written {}

    #[diagnostic::do_not_recommend]
    impl<T: super::Word> Written for T {}

    macro_rules! places {
        ($($place:ident),*) => {$(
            #[diagnostic::on_unimplemented(
                message = "markup: `{Self}` cannot be declared to stand in a page by hand",
                label = "only `#[markup]` declares it",
                note = "remove the `impl` and write `#[markup]` on the type"
            )]
            pub trait $place {}
        )*};
    }

    places!(InText, InValue, InLink);

    #[diagnostic::do_not_recommend]
    impl<T: super::DerivedTemplate> InText for T {}
}

/// Asks of a field that it may stand in a page.
pub fn shown<T: Shown>() {}

macro_rules! leaves {
    ($($type:ty),*) => {$(
        impl sealed::Shown for $type {}
        impl Shown for $type {}
    )*};
}

leaves!(bool, char, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, f32, f64);
leaves!(String, &'static str, Cow<'static, str>, Link);
#[cfg(feature = "uuid")]
leaves!(uuid::Uuid);
#[cfg(feature = "chrono")]
leaves!(chrono::DateTime<chrono::Utc>, chrono::NaiveDate);
#[cfg(feature = "decimal")]
leaves!(rust_decimal::Decimal);

impl<T: Shown> sealed::Shown for Option<T> {}
impl<T: Shown> Shown for Option<T> {
    const ASSETS: &'static Assets = T::ASSETS;
}

impl<T: Shown> sealed::Shown for Vec<T> {}
impl<T: Shown> Shown for Vec<T> {
    const ASSETS: &'static Assets = T::ASSETS;
}
