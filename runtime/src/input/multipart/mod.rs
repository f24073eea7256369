//! `Valid<Multipart<T>>`: a form with files, each of a declared kind, judged by its content.
//!
//! Floor 10. RFC 7578, RFC 2046; OWASP File Upload; ASVS 5.0, 5.2.1 to 5.2.3, 5.2.6, 5.3.2.

mod client_name;
mod disposition;
mod field;
mod file;
mod form;
mod hints;
mod vet;

pub use field::{FileField, FileFieldOf, FileRule, Files, NoFileField, SecureUpload, is_alone};
pub use file::UploadedFile;
pub use hints::{NeverSent, TakeValidMultipart};

/// A body of `multipart/form-data`, inside [`Valid`](crate::Valid). Write `#[derive(Upload)]` on `T`.
#[derive(Debug)]
pub struct Multipart<T>(std::marker::PhantomData<T>);
