//! One path and its methods: HEAD, OPTIONS and 405 are answered here, alike everywhere.
//!
//! Floor 12.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_MAX_AGE,
    ACCESS_CONTROL_REQUEST_METHOD, ALLOW, HeaderValue,
};
use http::{Method, StatusCode};
use tower::Service;

use super::{Guarded, arrive, finish, serve};
use crate::engines::Engines;
use crate::refusal::Refusal;
use crate::route::Boxed;

/// What pages of other origins may send besides what they always may.
const SENT: &str = "authorization, content-type, if-match";

/// The routes of one path, by method. Cloned for each request, so it is one pointer.
#[derive(Clone)]
pub(crate) struct Endpoint(Arc<Place>);

struct Place {
    engines: Arc<Engines>,
    routes: Vec<(Method, Guarded)>,
    /// What `Allow` says (RFC 9110, section 10.2.1).
    allowed: String,
}

impl Endpoint {
    pub(crate) fn new(engines: Arc<Engines>, routes: Vec<(Method, Guarded)>) -> Self {
        let mut allowed: Vec<&str> = routes.iter().map(|(method, _)| method.as_str()).collect();
        if allowed.contains(&"GET") {
            allowed.push("HEAD");
        }
        allowed.push("OPTIONS");
        let allowed = allowed.join(", ");
        Self(Arc::new(Place { engines, routes, allowed }))
    }
}

impl Place {
    fn find(&self, method: &Method) -> Option<&Guarded> {
        self.routes.iter().find(|(known, _)| known == method).map(|(_, route)| route)
    }

    fn answer(&self, request: Request) -> Boxed<'static, Result<Response, Infallible>> {
        let head = request.method() == Method::HEAD;
        let method = if head { &Method::GET } else { request.method() };
        let response = match self.find(method) {
            Some(route) => return serve(route, &self.engines, request, head),
            None if request.method() == Method::OPTIONS => self.answer_options(&request),
            None => {
                let refusal = Refusal::MethodNotAllowed(self.allowed.clone());
                finish::refuse(
                    &self.engines,
                    &arrive::note(&self.engines, &request),
                    request.headers(),
                    refusal,
                )
            }
        };
        Box::pin(std::future::ready(Ok(if head { finish::without_body(response) } else { response })))
    }

    fn answer_options(&self, request: &Request) -> Response {
        let arrival = arrive::note(&self.engines, request);
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        if let Ok(allowed) = HeaderValue::try_from(self.allowed.as_str()) {
            if arrival.origin.is_some() && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD) {
                // A preflight: what a page may send. Credentials of the browser are not among it.
                let headers = response.headers_mut();
                headers.insert(ACCESS_CONTROL_ALLOW_METHODS, allowed.clone());
                headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(SENT));
                headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
            }
            response.headers_mut().insert(ALLOW, allowed);
        }
        finish::with_headers(response, &arrival, &self.engines.headers)
    }
}

impl Service<Request> for Endpoint {
    type Response = Response;
    type Error = Infallible;
    type Future = Boxed<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        self.0.answer(request)
    }
}

/// Every path that no route has.
#[derive(Clone)]
pub(crate) struct NotFound(pub(crate) Arc<Engines>);

impl Service<Request> for NotFound {
    type Response = Response;
    type Error = Infallible;
    type Future = std::future::Ready<Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let response =
            finish::refuse(&self.0, &arrive::note(&self.0, &request), request.headers(), Refusal::NoSuchPath);
        let head = request.method() == Method::HEAD;
        std::future::ready(Ok(if head { finish::without_body(response) } else { response }))
    }
}
