//! Columns that keep a secret, or would.
//!
//! Floor 3. A secret is kept as a hash, whose types are columns of text; in clear it is none.

use zeroize::Zeroize;

use super::{Arguments, Column, Row};
use crate::database::ColumnKind;
use crate::never::Never;
use crate::refusal::Refusal;
use crate::secret::Secret;

/// What of a secret a column keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptAs {
    /// Nothing: what it holds is shown, or narrowed, as its row says.
    Nothing,
    /// The hash of a password.
    Password,
    /// The hash of a token.
    Token,
    /// All of it, sealed.
    Sealed,
    /// The name of a stored file, which is for the app alone.
    File,
    /// The type is no column type, which is an error of its own.
    Unknown,
}

/// Makes a text of this crate's a column, also where it may be NULL. It is compared inside and read by nobody.
macro_rules! kept_text {
    ($type:ident: $kept:ident) => {
        impl $crate::database::SealedColumn for $type {}

        impl $crate::database::Column for $type {
            const KIND: $crate::database::ColumnKind = $crate::database::ColumnKind::Text;
            const KEPT: $crate::database::KeptAs = $crate::database::KeptAs::$kept;

            fn read(row: &$crate::database::Row, index: usize) -> Result<Self, $crate::refusal::Refusal> {
                <String as $crate::database::Column>::read(row, index).map(Self)
            }

            fn bind(
                &self,
                arguments: &mut $crate::database::Arguments,
            ) -> Result<(), $crate::refusal::Refusal> {
                $crate::database::Column::bind(&self.0, arguments)
            }
        }

        impl $crate::database::SealedColumn for Option<$type> {}

        impl $crate::database::Column for Option<$type> {
            const KIND: $crate::database::ColumnKind = $crate::database::ColumnKind::Text;
            const NULLABLE: bool = true;
            const KEPT: $crate::database::KeptAs = $crate::database::KeptAs::$kept;

            fn read(row: &$crate::database::Row, index: usize) -> Result<Self, $crate::refusal::Refusal> {
                let text = <Option<String> as $crate::database::Column>::read(row, index)?;
                Ok(text.map($type))
            }

            fn bind(
                &self,
                arguments: &mut $crate::database::Arguments,
            ) -> Result<(), $crate::refusal::Refusal> {
                let text = self.as_ref().map(|kept| kept.0.clone());
                $crate::database::Column::bind(&text, arguments)
            }
        }
    };
}
pub(crate) use kept_text;

/// A secret in clear. Asked of another type about this one: asked of itself, the compiler would prefer the words of [`Column`].
#[diagnostic::on_unimplemented(
    message = "secret: `{T}` as a column is stored in clear",
    label = "stored in clear",
    note = "make the column a `PasswordHash` where it is a password, else a `TokenHash`: they are compared and tell nothing"
)]
pub trait KeepHash<T>: Never {}

macro_rules! in_clear {
    ($($type:ty),*) => {$(
        impl<T: Zeroize + Send + Sync + 'static> super::hidden::Column for $type {}

        impl<T: Zeroize + Send + Sync + 'static> Column for $type
        where
            // Without the lifetime the compiler would judge the condition here instead of where it is asked.
            for<'never> (): KeepHash<Secret<T>>,
        {
            const KIND: ColumnKind = ColumnKind::Text;

            fn read(_: &Row, _: usize) -> Result<Self, Refusal> {
                Err(Refusal::internal("a secret in clear is no column"))
            }

            fn bind(&self, _: &mut Arguments) -> Result<(), Refusal> {
                Err(Refusal::internal("a secret in clear is no column"))
            }
        }
    )*};
}

in_clear!(Secret<T>, Option<Secret<T>>);
