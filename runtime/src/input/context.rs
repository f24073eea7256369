//! What the gate knows of a request besides its input: the caller, the address; and the raw request, waived.
//!
//! Floor 10.

use std::net::IpAddr;
use std::ops::Deref;

use axum::body::Body;
use axum::extract::Request;
use bytes::Bytes;
use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};

use super::hints::{HasCaller, NotARow, WaivesInput, refuse};
use crate::principal::Principal;
use crate::proof::Cx;
use crate::refusal::Refusal;
use crate::route::slot::{Every, Inserting, Owning, Plain, Reading};
use crate::route::{Admission, Input, InputShape, Route, SealedInput};

impl SealedInput for Principal<'_> {}

impl<'r, R: Route> Input<'r, R, Plain> for Principal<'r>
where
    R::Caller: HasCaller<Self>,
{
    const SHAPE: InputShape = InputShape::NOTHING;
    type Vetted = Self;

    fn vet(cx: &Cx<'r, R>, _: &Bytes) -> Result<Self, Refusal> {
        cx.principal().ok_or(Refusal::NoCredential)
    }

    fn admit(vetted: Self, _: &Cx<'r, R>) -> Admission<'r, Self> {
        Admission::Ready(vetted)
    }
}

/// The client's address, as the one configured source gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientIp(IpAddr);

impl Deref for ClientIp {
    type Target = IpAddr;

    fn deref(&self) -> &IpAddr {
        &self.0
    }
}

impl SealedInput for ClientIp {}

impl<'r, R: Route> Input<'r, R, Plain> for ClientIp {
    const SHAPE: InputShape = InputShape::NOTHING;
    type Vetted = Self;

    fn vet(cx: &Cx<'r, R>, _: &Bytes) -> Result<Self, Refusal> {
        Ok(Self(cx.passed().arrival.client))
    }

    fn admit(vetted: Self, _: &Cx<'r, R>) -> Admission<'r, Self> {
        Admission::Ready(vetted)
    }
}

/// The request as it came, for a route with `waive_input`: method, URI, headers without the credential, and the
/// body, within the route's limit. Nothing of it is vetted.
#[derive(Debug)]
pub struct RawRequest(Request);

impl RawRequest {
    /// The request.
    pub fn into_inner(self) -> Request {
        self.0
    }
}

impl SealedInput for RawRequest {}

impl<'r, R: Route> Input<'r, R, Plain> for RawRequest
where
    R::RawInput: WaivesInput<Self>,
{
    const SHAPE: InputShape = InputShape { body: true, path: None, ..InputShape::NOTHING };
    type Vetted = Self;

    fn vet(cx: &Cx<'r, R>, body: &Bytes) -> Result<Self, Refusal> {
        let passed = cx.passed();
        let mut request = Request::new(Body::from(body.clone()));
        *request.method_mut() = passed.parts.method.clone();
        *request.uri_mut() = passed.parts.uri.clone();
        *request.version_mut() = passed.parts.version;
        *request.headers_mut() = passed.parts.headers.clone();
        for credential in [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE] {
            request.headers_mut().remove(credential);
        }
        Ok(Self(request))
    }

    fn admit(vetted: Self, _: &Cx<'r, R>) -> Admission<'r, Self> {
        Admission::Ready(vetted)
    }
}

refuse! {
    NotARow, Owning<N> => [const N: usize] Principal<'r>;
    NotARow, Every<N> => [const N: usize] Principal<'r>;
    NotARow, Reading<N> => [const N: usize] Principal<'r>;
    NotARow, Inserting<N> => [const N: usize] Principal<'r>;
    NotARow, Owning<N> => [const N: usize] ClientIp;
    NotARow, Every<N> => [const N: usize] ClientIp;
    NotARow, Reading<N> => [const N: usize] ClientIp;
    NotARow, Inserting<N> => [const N: usize] ClientIp;
    NotARow, Owning<N> => [const N: usize] RawRequest;
    NotARow, Every<N> => [const N: usize] RawRequest;
    NotARow, Reading<N> => [const N: usize] RawRequest;
    NotARow, Inserting<N> => [const N: usize] RawRequest;
}
