//! What to write instead, where a request to another host is not declared or goes by another way.
//!
//! Floor 10. Conditions that never hold, as those of [`input::hints`](crate::input), and the two that the declaration makes hold.

use crate::never::Never;
use crate::proof::Cx;
use crate::refusal::Refusal;
use crate::route::outside::{Nothing, OwnHost, PublicInternet};
use crate::route::{Admission, Input, InputShape, Route, SealedInput};

macro_rules! advice {
    ($($name:ident: $message:literal, $label:literal, $note:literal;)*) => {$(
        #[doc = $note]
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
        pub trait $name<T>: Never {}
    )*};
}

advice! {
    DeclareHost: "egress: `{T}` reaches another host, and nothing on this route declares it", "not declared",
        "write `egress = \"billing\"`, a name whose address the operator sets as `EGRESS_BILLING`; or `egress = \"public-internet\"` and take \
         `Egress<PublicInternet>`";
    TakePublicEgress: "egress: `{T}` reaches a host of the operator's, and this route declares the public internet", "of another declaration",
        "take `Egress<PublicInternet>`, or declare the host by its name: `egress = \"billing\"`";
    TakeHostEgress: "egress: `{T}` reaches any public address, and this route declares one host", "of another declaration",
        "take `Egress`, or declare `egress = \"public-internet\"`";
    TakeEgressMut: "egress: `Egress` reads, and this request changes something", "writes",
        "take `EgressMut`, on a route that is on `post`, `put`, `patch` or `delete`";
    TakeEgress: "egress: `{T}` reaches any host, the inside too", "not a declared way out",
        "write `egress = \"billing\"` on the route and take `Egress`, or `egress = \"public-internet\"` and take `Egress<PublicInternet>`";
    TakePublicUrl: "egress: `{T}` may lead anywhere, the inside too", "not a judged address",
        "take a `PublicUrl` in the input, and reach it by `Egress<PublicInternet>`";
}

/// The route declares a host by its name.
#[diagnostic::on_unimplemented(
    message = "egress: `{T}` reaches another host, and nothing on this route declares it",
    label = "not declared",
    note = "write `egress = \"billing\"`, a name whose address the operator sets as `EGRESS_BILLING`"
)]
pub trait DeclaresHost<T> {}
impl<T> DeclaresHost<T> for OwnHost {}
// Without the lifetime the compiler would judge the condition here instead of where it is asked.
impl<T> DeclaresHost<T> for PublicInternet where for<'never> Self: TakePublicEgress<T> {}
impl<T> DeclaresHost<T> for Nothing where for<'never> Self: DeclareHost<T> {}

/// The route declares the public internet.
#[diagnostic::on_unimplemented(
    message = "egress: `{T}` reaches any public address, and nothing on this route declares it",
    label = "not declared",
    note = "write `egress = \"public-internet\"`"
)]
pub trait DeclaresPublicInternet<T> {}
impl<T> DeclaresPublicInternet<T> for PublicInternet {}
impl<T> DeclaresPublicInternet<T> for OwnHost where for<'never> Self: TakeHostEgress<T> {}
impl<T> DeclaresPublicInternet<T> for Nothing where for<'never> Self: DeclareHost<T> {}

macro_rules! clients {
    ($($advice:ident => $type:ty;)*) => {$(
        impl SealedInput for $type {}

        impl<'r, R: Route, S> Input<'r, R, S> for $type
        where
            R: $advice<$type>,
        {
            const SHAPE: InputShape = InputShape::UNKNOWN;
            type Vetted = std::convert::Infallible;

            fn vet(_: &Cx<'r, R>, _: &bytes::Bytes) -> Result<Self::Vetted, Refusal> {
                Err(Refusal::NotFound)
            }

            fn admit(vetted: Self::Vetted, _: &Cx<'r, R>) -> Admission<'r, Self> {
                match vetted {}
            }
        }
    )*};
}

clients! {
    TakeEgress => reqwest::Client;
    TakeEgress => reqwest::ClientBuilder;
    TakeEgress => reqwest::RequestBuilder;
    TakeEgress => reqwest::Request;
    TakePublicUrl => url::Url;
}
