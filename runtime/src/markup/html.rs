//! The reply: a page, and the policy that the compiler has made for it.
//!
//! Floor 9.

use axum::body::Body;
use axum::response::Response;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue};

use super::assets::Policy;
use super::sheet::Sheet;
use super::shown::Template;
use crate::problem::{Problem, ProblemBody};
use crate::proof::Cx;
use crate::route::{Reply, Route, SealedReply};

/// 200 with a page: what `T`'s template makes of its fields, each escaped for the place that it stands in.
///
/// The reply carries a Content-Security-Policy that allows what stands in the template and nothing else: its scripts and styles by their
/// hashes, files of the own origin where it loads any. The chapter is [`crate::docs::markup`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Html<T>(pub T);

/// The policies of a page, made by the compiler: by who may frame it.
trait Page: Template {
    const DENIED: &'static Policy;
    const SAME_ORIGIN: &'static Policy;
}

impl<T: Template> Page for T {
    const DENIED: &'static Policy = &T::ASSETS.policy("'none'");
    const SAME_ORIGIN: &'static Policy = &T::ASSETS.policy("'self'");
}

/// An app's own page for problems.
impl ProblemBody {
    /// A page of a template, which nobody frames.
    ///
    /// ```
    /// use portcullis::prelude::*;
    /// use portcullis::{ProblemBody, ProblemDetails};
    ///
    /// #[markup(source = "<!doctype html><html lang=\"en\"><head><title>{{ title }}</title></head><body><p>Tell us {{ id }}.</p></body></html>")]
    /// struct Apology {
    ///     title: &'static str,
    ///     id: String,
    /// }
    ///
    /// fn render(problem: &ProblemDetails) -> ProblemBody {
    ///     if problem.asks_for_a_page() {
    ///         return ProblemBody::page(Apology { title: problem.title(), id: problem.id().to_owned() });
    ///     }
    ///     ProblemBody::json(problem)
    /// }
    /// ```
    pub fn page<T: Template>(page: T) -> Self {
        let mut sheet = Sheet::new(T::SIZE);
        page.write(&mut sheet);
        Self::of_page(sheet.finish(), T::DENIED.as_str())
    }
}

impl<T> SealedReply for Html<T> {}

impl<R: Route, T: Template> Reply<R> for Html<T> {
    fn reply(self, cx: &Cx<'_, R>) -> Result<Response, Problem> {
        let mut sheet = Sheet::new(T::SIZE);
        self.0.write(&mut sheet);
        let mut response = Response::new(Body::from(sheet.finish()));
        let policy = if cx.passed().engines.framed_by_own { T::SAME_ORIGIN } else { T::DENIED };
        // With room for the headers that the gate adds.
        let headers = response.headers_mut();
        headers.reserve(8);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy.as_str()));
        Ok(response)
    }
}
