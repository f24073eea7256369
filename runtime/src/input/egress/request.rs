//! One request to another host, while it is put together.
//!
//! Floor 10. Nothing of it can fail before it is sent, so that a handler has one `?`.

use std::marker::PhantomData;
use std::sync::Arc;

use bytes::Bytes;
use http::Method;
use url::Url;

use super::path::EgressPart;
use super::reply::EgressReply;
use crate::brand::Brand;
use crate::egress::{Call, Reach};
use crate::events::{Event, Name};
use crate::problem::Problem;
use crate::proof::Passed;
use crate::refusal::Refusal;
use crate::reply::{Expose, Viewer, shown_as_json};
use crate::route::verb;

/// A request to another host. It does nothing until it is sent.
#[must_use = "a request does nothing until `.send().await`"]
pub struct EgressRequest<'r, V = verb::Safe> {
    passed: &'r Passed,
    viewer: Viewer<'r>,
    reach: Arc<Reach>,
    method: Method,
    url: Result<Url, Refusal>,
    of_a_user: bool,
    body: Result<Option<Bytes>, Refusal>,
    _method: PhantomData<fn() -> V>,
    _request: Brand<'r>,
}

impl<'r, V> EgressRequest<'r, V> {
    pub(super) fn new(
        passed: &'r Passed,
        viewer: Viewer<'r>,
        reach: Arc<Reach>,
        method: Method,
        url: Result<Url, Refusal>,
        of_a_user: bool,
    ) -> Self {
        let (_method, _request) = (PhantomData, PhantomData);
        Self { passed, viewer, reach, method, url, of_a_user, body: Ok(None), _method, _request }
    }

    /// One pair more in the query, encoded.
    pub fn query(mut self, name: &'static str, value: impl EgressPart) -> Self {
        if let Ok(url) = &mut self.url {
            url.query_pairs_mut().append_pair(name, &value.text());
        }
        self
    }

    /// Sends it, follows at most 5 redirects, and reads the reply, within the limits of the host and the time of the route.
    ///
    /// # Errors
    /// 503 where the host is not reached, its certificate is not its own, or its reply is over a limit; the log has the cause. 422 where a user's URL leads inside or
    /// nowhere, which look the same. 404 where a value of the path is empty or leads upwards.
    pub async fn send(self) -> Result<EgressReply, Problem> {
        let (url, body) = (self.url?, self.body?);
        let plain = self.passed.policy.waives("waive_egress");
        let call = Call { method: self.method, url, body, plain };
        let fault = match self.reach.send(call).await {
            Ok(answer) => return Ok(EgressReply::of(answer)),
            Err(fault) => fault,
        };
        if let Some(reason) = fault.inside() {
            let about = format!("egress={}", self.reach.name());
            Event::new(Name::EgressRefused, self.passed.scene()).reason(reason).about(about).write();
        }
        Err(fault.refusal(self.of_a_user).into())
    }
}

impl EgressRequest<'_, verb::Full> {
    /// The declared fields of a value as its body, as the caller of the route may see them.
    pub fn json<T: MayLeave>(mut self, value: &T) -> Self {
        self.body = value.body(&self.viewer).map(Some);
        self
    }
}

/// A value whose fields are declared to leave.
#[diagnostic::on_unimplemented(
    message = "egress: nothing declares which fields of `{Self}` may leave for another host",
    label = "not declared to leave",
    note = "write `#[derive(Expose)]` on a struct with what the host needs, and give that"
)]
pub trait MayLeave: sealed::MayLeave {}

mod sealed {
    use super::{Bytes, Expose, Refusal, Viewer, shown_as_json};

    #[diagnostic::on_unimplemented(
        message = "egress: `{Self}` cannot be declared to leave by hand",
        label = "only `#[derive(Expose)]` declares it",
        note = "remove the `impl` and write `#[derive(Expose)]`"
    )]
    pub trait MayLeave {
        fn body(&self, viewer: &Viewer<'_>) -> Result<Bytes, Refusal>;
    }

    #[diagnostic::do_not_recommend]
    impl<T: Expose> MayLeave for T {
        fn body(&self, viewer: &Viewer<'_>) -> Result<Bytes, Refusal> {
            shown_as_json(self, viewer).map(Bytes::from)
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Expose> MayLeave for T {}
