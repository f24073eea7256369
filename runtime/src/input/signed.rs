//! `Signed<T>`: the body of a webhook, read once its signature is known.
//!
//! Floor 10.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use bytes::Bytes;

use super::decode;
use super::hints::{IsSigned, NotARow, refuse};
use super::valid::{is_json, media_type, of_body};
use super::vet::SecureInput;
use crate::proof::Cx;
use crate::refusal::Refusal;
use crate::route::slot::{Every, Inserting, Owning, Plain, Reading};
use crate::route::{Admission, Capability, Input, InputShape, Route, SealedInput};

/// What a sender has signed, parsed, bounded and validated as every input: `T` has `#[secure_input]`. It derefs to `T`. Fields that `T` does
/// not declare are left out instead of refused, because senders add fields.
///
/// When a handler has one, the raw body was verified by a key of the sender that the route names, it is at most five minutes old, and no call of the same id
/// has succeeded before. The chapter is [`docs::webhook`](mod@crate::docs::webhook).
///
/// ```
/// use portcullis::prelude::*;
///
/// #[secure_input]
/// struct Paid {
///     order_id: i64,
/// }
///
/// #[secure_route(post = "/webhooks/payments", webhook = "payments", rate = "600/min")]
/// async fn paid(event: Signed<Paid>) -> NoContent {
///     let _order = event.order_id;
///     NoContent
/// }
/// ```
pub struct Signed<T>(T);

impl<T> Signed<T> {
    /// The value, from now on plain data.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Signed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: fmt::Debug> fmt::Debug for Signed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<T: Send> SealedInput for Signed<T> {}

impl<'r, R: Route, T: SecureInput> Input<'r, R, Plain> for Signed<T>
where
    R::Caller: IsSigned<Self>,
{
    const SHAPE: InputShape =
        InputShape { waived: T::WAIVED, capability: Some(Capability::Signed), ..of_body::<T>() };
    type Vetted = T;

    fn vet(cx: &Cx<'r, R>, body: &Bytes) -> Result<T, Refusal> {
        media_type(&cx.passed().parts.headers, is_json)?;
        decode::foreign(body)
    }

    fn counted<'v>(vetted: &'v T, field: &str) -> Option<Cow<'v, str>> {
        vetted.counted(field)
    }

    fn admit(vetted: T, _: &Cx<'r, R>) -> Admission<'r, Self> {
        Admission::Ready(Self(vetted))
    }
}

refuse! {
    NotARow, Owning<N> => [T: Send, const N: usize] Signed<T>;
    NotARow, Every<N> => [T: Send, const N: usize] Signed<T>;
    NotARow, Reading<N> => [T: Send, const N: usize] Signed<T>;
    NotARow, Inserting<N> => [T: Send, const N: usize] Signed<T>;
}
