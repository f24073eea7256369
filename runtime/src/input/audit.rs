//! Events of an app's own, from within a handler.
//!
//! Floor 10.

use bytes::Bytes;

use super::hints::{NotARow, refuse};
use crate::events::{AppEvent, Scene};
use crate::proof::Cx;
use crate::refusal::Refusal;
use crate::route::slot::{Every, Inserting, Owning, Plain, Reading};
use crate::route::{Admission, Input, InputShape, Route, SealedInput};

/// Writes events of the app's own, with the request, the caller and the address that they belong to.
///
/// What a route does on success is said by its `audit = "…"`; this is for what only the handler knows. The chapter is
/// [`docs::events`](mod@crate::docs::events).
///
/// ```
/// use portcullis::prelude::*;
///
/// #[secure_route(post = "/exports", authenticated)]
/// async fn export(audit: Audit) -> NoContent {
///     let rows = 3;
///     audit.note(event!("report_exported", rows = rows));
///     NoContent
/// }
/// ```
pub struct Audit<'r> {
    scene: Scene<'r>,
}

impl std::fmt::Debug for Audit<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Audit")
    }
}

impl<'r> Audit<'r> {
    /// Writes an event of [`event!`](crate::event).
    pub fn note(&self, event: AppEvent) {
        event.write(self.scene);
    }

    /// What the framework's own events say of the request.
    pub(crate) fn scene(&self) -> Scene<'r> {
        self.scene
    }
}

impl SealedInput for Audit<'_> {}

impl<'r, R: Route> Input<'r, R, Plain> for Audit<'r> {
    const SHAPE: InputShape = InputShape::NOTHING;
    type Vetted = Self;

    fn vet(cx: &Cx<'r, R>, _: &Bytes) -> Result<Self, Refusal> {
        Ok(Self { scene: cx.passed().scene() })
    }

    fn admit(vetted: Self, _: &Cx<'r, R>) -> Admission<'r, Self> {
        Admission::Ready(vetted)
    }
}

refuse! {
    NotARow, Owning<N> => [const N: usize] Audit<'r>;
    NotARow, Every<N> => [const N: usize] Audit<'r>;
    NotARow, Reading<N> => [const N: usize] Audit<'r>;
    NotARow, Inserting<N> => [const N: usize] Audit<'r>;
}
