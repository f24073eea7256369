//! What a handler gives: declared fields, narrowed to the viewer.
//!
//! Floor 7.

mod expose;
mod hints;
mod replies;

pub use expose::{Expose, Exposed, expose_field};
pub use hints::{GiveJson, GiveNoContent, GiveOwnJson, GiveTemplate, IsProblem, WaivesOutput};
pub use replies::{Created, Json, NoContent, Page};
