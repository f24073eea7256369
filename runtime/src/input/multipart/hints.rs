//! What to write where a file, or the name of a stored one, stands in the wrong place.
//!
//! Floor 10.

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::file::UploadedFile;
use crate::input::bounded::{Bounded, SealedBound};
use crate::input::vet::{Faults, Vet};
use crate::never::Never;
use crate::uploads::StoredName;

/// A form is vetted as a whole.
#[diagnostic::on_unimplemented(
    message = "input: `{T}` is not vetted",
    label = "not a vetted input",
    note = "take `Valid<Multipart<T>>` and write `#[derive(Upload)]` on a `T` whose fields are files: `#[upload(kinds = [\"png\"], size = \"1mb\", count = 1)]`"
)]
pub trait TakeValidMultipart<T>: Never {}

/// The name of a stored file never comes from a client.
#[diagnostic::on_unimplemented(
    message = "input: the name of a stored file never comes from a client, who would name another's",
    label = "not for clients",
    note = "take the row that keeps the name, and read or remove its file by `Uploads` or `UploadsMut`; what the app sets itself is a `#[derive(Change)]`"
)]
pub trait NeverSent<T>: Never {}

/// What is no field of an input, in words that name the way. It is bounded and can be read, so that the words are all there is to say.
macro_rules! not_sent {
    ($($type:ident: $why:literal;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl SealedBound for $type {}
        #[diagnostic::do_not_recommend]
        impl Bounded for $type {}

        #[diagnostic::do_not_recommend]
        impl Vet for $type {
            const UNFIT: &'static str = $why;

            fn vet(&self, _: &mut Faults) {}
        }

        /// Never: no input that has one compiles.
        #[doc(hidden)]
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
                Err(D::Error::custom("not from a client"))
            }
        }
    )*};
}

not_sent! {
    UploadedFile: "input: a file says what it may be, and this field does not; write `#[upload(kinds = [\"png\"], size = \"1mb\", count = 1)]` on it, in a \
                   struct with `#[derive(Upload)]`";
    StoredName: "input: the name of a stored file never comes from a client, who would name another's; take the row that keeps the name";
}
