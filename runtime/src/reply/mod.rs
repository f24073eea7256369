//! What a handler gives: declared fields, narrowed to the viewer, and files to be saved.
//!
//! Floor 9.

mod download;
mod expose;
mod hints;
mod narrowed;
mod replies;
mod viewer;

pub use download::{Download, Media, WaivesDownload};
#[cfg(feature = "egress")]
pub(crate) use expose::shown_as_json;
pub use expose::{Expose, Exposed, NameStays, NeverLeaves, expose_field};
pub(crate) use expose::{SealedExpose, SealedExposed};
pub use hints::{GiveJson, GiveNoContent, GiveOwnJson, GiveRedirect, GiveTemplate, IsProblem, WaivesOutput};
pub use narrowed::{BitOf, LeavesWithItsRow, NarrowedOf, NotABit, NotSealed, SayToWhom};
pub(crate) use replies::entity_tag;
pub use replies::{Created, Json, NoContent, Page};
pub use viewer::{NamesSubject, Viewer};
