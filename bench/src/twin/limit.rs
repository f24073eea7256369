//! The door of a route: who calls, and how often.
//!
//! Both in one layer, because the quota is by user, and so that nobody can put them in the wrong order.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::HeaderName;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};

use super::caller::Verifier;
use super::problem::Problem;
use crate::Fault;

type ByUser = RateLimiter<i64, DefaultKeyedStateStore<i64>, DefaultClock, StateInformationMiddleware>;

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");

/// What a route asks at its door.
pub(super) struct Door {
    verifier: Arc<Verifier>,
    limiter: ByUser,
    quota: u32,
}

impl Door {
    /// So many a day for each user.
    pub(super) fn new(verifier: Arc<Verifier>, a_day: u32) -> Result<Self, Fault> {
        let burst = NonZeroU32::new(a_day).ok_or("a quota of nothing")?;
        let quota = Quota::with_period(Duration::from_secs(24 * 60 * 60) / a_day)
            .ok_or("a quota without a period")?
            .allow_burst(burst);
        let limiter = RateLimiter::keyed(quota).with_middleware::<StateInformationMiddleware>();
        Ok(Self { verifier, limiter, quota: a_day })
    }
}

/// Lets in who has a valid token and is within the quota.
pub(super) async fn admit(State(door): State<Arc<Door>>, mut request: Request, next: Next) -> Response {
    let caller = match door.verifier.caller(request.headers()) {
        Ok(caller) => caller,
        Err(problem) => return problem.into_response(),
    };
    let (mut response, remaining) = match door.limiter.check_key(&caller.id) {
        Ok(state) => {
            request.extensions_mut().insert(caller);
            (next.run(request).await, state.remaining_burst_capacity())
        }
        Err(refused) => {
            let wait = refused.wait_time_from(door.limiter.clock().now());
            let problem = Problem::TooMany { retry_after: wait.as_secs() + 1 };
            (problem.into_response(), 0)
        }
    };
    let headers = response.headers_mut();
    headers.insert(LIMIT, door.quota.into());
    headers.insert(REMAINING, remaining.into());
    response
}
