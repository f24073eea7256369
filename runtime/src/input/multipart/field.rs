//! What `#[derive(Upload)]` declares: the files of a form, and the fields beside them.
//!
//! Floor 10.

use std::marker::PhantomData;

use super::file::UploadedFile;
use crate::const_text::same;
use crate::content::FileKind;
use crate::input::SecureInput;
use crate::seal::DerivedUpload;

/// A form with files. Write `#[derive(Upload)]` on a struct with named fields.
#[diagnostic::on_unimplemented(
    message = "input: `{Self}` is not a declared form with files",
    label = "not declared",
    note = "declare a struct with the files and the fields of the form, and write `#[derive(Upload)]` on it"
)]
pub trait SecureUpload: DerivedUpload + Sized + Send + Sync + 'static {
    /// The files.
    const FILES: &'static [FileRule];
    /// The fields beside them, as an input of their own.
    type Fields: SecureInput;

    /// Puts both together.
    fn assemble(fields: Self::Fields, files: &mut Files) -> Option<Self>;
}

/// What a field says of its files.
#[derive(Debug, Clone, Copy)]
pub struct FileRule {
    /// The name of the field, and of its parts in the form.
    pub name: &'static str,
    /// What its files may be.
    pub kinds: &'static [FileKind],
    /// The most bytes of each.
    pub size: usize,
    /// The same as it is declared.
    pub written: &'static str,
    /// The most files.
    pub count: usize,
    /// The most pixels of an image.
    pub pixels: u64,
    /// Whether the name that the client gives is kept.
    pub keep_name: bool,
    /// Whether there must be one.
    pub required: bool,
}

/// The files of a form that were judged, by the fields that they are of.
#[derive(Debug)]
pub struct Files(pub(super) Vec<Vec<UploadedFile>>);

impl Files {
    /// The files of a field, as its type holds them.
    pub fn take<F: FileField>(&mut self, position: usize) -> Option<F> {
        F::of(self.0.get_mut(position).map(std::mem::take).unwrap_or_default())
    }
}

/// The type of a field with `#[upload(…)]`: `UploadedFile`, `Option<UploadedFile>` or `Vec<UploadedFile>`.
#[diagnostic::on_unimplemented(
    message = "input: `{Self}` is no file of a form",
    label = "not a file",
    note = "write `UploadedFile`, `Option<UploadedFile>` or `Vec<UploadedFile>`; a field without a file needs no `#[upload(…)]`"
)]
pub trait FileField: sealed::FileField + Sized {
    #[doc(hidden)]
    const MANY: bool = false;
    #[doc(hidden)]
    const REQUIRED: bool = false;

    #[doc(hidden)]
    fn of(files: Vec<UploadedFile>) -> Option<Self>;
}

mod sealed {
    #[diagnostic::on_unimplemented(
        message = "input: `{Self}` cannot be made a file of a form by hand",
        label = "not for implementations by hand",
        note = "remove the `impl` and write `UploadedFile`"
    )]
    pub trait FileField {}
}

impl sealed::FileField for UploadedFile {}

impl FileField for UploadedFile {
    const REQUIRED: bool = true;

    fn of(files: Vec<UploadedFile>) -> Option<Self> {
        files.into_iter().next()
    }
}

impl sealed::FileField for Option<UploadedFile> {}

impl FileField for Option<UploadedFile> {
    fn of(files: Vec<UploadedFile>) -> Option<Self> {
        Some(files.into_iter().next())
    }
}

impl sealed::FileField for Vec<UploadedFile> {}

impl FileField for Vec<UploadedFile> {
    const MANY: bool = true;

    fn of(files: Self) -> Option<Self> {
        Some(files)
    }
}

/// What is to be said of the type of a field, whether or not it holds files.
#[derive(Debug)]
pub struct FileFieldOf<T>(PhantomData<T>);

/// The answer for what holds none, which has an error of its own.
pub trait NoFileField {
    /// Nothing is known.
    const MANY: bool = true;
    /// Nothing is known.
    const REQUIRED: bool = false;
}

impl<T> NoFileField for FileFieldOf<T> {}

impl<T: FileField> FileFieldOf<T> {
    /// Whether it holds several.
    pub const MANY: bool = T::MANY;
    /// Whether there must be one.
    pub const REQUIRED: bool = T::REQUIRED;
}

/// Whether a file's field has its name alone: `fields` are the names of the fields beside it, as clients write them.
pub const fn is_alone(mut fields: &[&str], name: &str) -> bool {
    while let [field, rest @ ..] = fields {
        if same(field, name) {
            return false;
        }
        fields = rest;
    }
    true
}
