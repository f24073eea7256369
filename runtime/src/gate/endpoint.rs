//! One path and its methods: HEAD, OPTIONS and 405 are answered here, alike everywhere.
//!
//! Floor 10.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::response::Response;
use http::header::{ALLOW, CONTENT_LENGTH, HeaderValue};
use http::{Method, StatusCode};
use tower::Service;

use super::{Mounted, arrive, finish, serve};
use crate::engines::Engines;
use crate::refusal::Refusal;
use crate::route::Boxed;

/// The routes of one path, by method.
#[derive(Clone)]
pub(crate) struct Endpoint {
    engines: Arc<Engines>,
    routes: Arc<[(Method, Mounted)]>,
    /// What `Allow` says (RFC 9110, section 10.2.1).
    allowed: Arc<str>,
}

impl Endpoint {
    pub(crate) fn new(engines: Arc<Engines>, routes: Vec<(Method, Mounted)>) -> Self {
        let mut allowed: Vec<&str> = routes.iter().map(|(method, _)| method.as_str()).collect();
        if allowed.contains(&"GET") {
            allowed.push("HEAD");
        }
        allowed.push("OPTIONS");
        Self { engines, allowed: allowed.join(", ").into(), routes: routes.into() }
    }

    fn find(&self, method: &Method) -> Option<Mounted> {
        self.routes.iter().find(|(known, _)| known == method).map(|(_, route)| *route)
    }

    fn answer_options(&self, request: &Request) -> Response {
        let arrival = arrive::note(request);
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        if let Ok(allowed) = HeaderValue::try_from(&*self.allowed) {
            response.headers_mut().insert(ALLOW, allowed);
        }
        finish::with_headers(response, &arrival)
    }
}

/// The same head, without the body, with the length that the body would have had.
fn without_body(mut response: Response) -> Response {
    let length = response.body().size_hint().exact();
    // A 204 has no length (RFC 9110, section 8.6).
    let has_length =
        response.status() != StatusCode::NO_CONTENT && !response.headers().contains_key(CONTENT_LENGTH);
    if let (Some(length), true) = (length, has_length) {
        response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    *response.body_mut() = Body::empty();
    response
}

impl Service<Request> for Endpoint {
    type Response = Response;
    type Error = Infallible;
    type Future = Boxed<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let head = request.method() == Method::HEAD;
        let method = if head { &Method::GET } else { request.method() };
        match self.find(method) {
            Some(route) => {
                let engines = Arc::clone(&self.engines);
                Box::pin(async move {
                    let response = serve(route, engines, request).await;
                    Ok(if head { without_body(response) } else { response })
                })
            }
            None => {
                let response = if request.method() == Method::OPTIONS {
                    self.answer_options(&request)
                } else {
                    let refusal = Refusal::MethodNotAllowed(self.allowed.to_string());
                    let response = finish::refuse(&arrive::note(&request), refusal);
                    if head { without_body(response) } else { response }
                };
                Box::pin(std::future::ready(Ok(response)))
            }
        }
    }
}

/// Every path that no route has.
#[derive(Clone)]
pub(crate) struct NotFound;

impl Service<Request> for NotFound {
    type Response = Response;
    type Error = Infallible;
    type Future = std::future::Ready<Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let response = finish::refuse(&arrive::note(&request), Refusal::NoSuchPath);
        let head = request.method() == Method::HEAD;
        std::future::ready(Ok(if head { without_body(response) } else { response }))
    }
}
