//! Redirects to declared places alone.
//!
//! Floor 9. RFC 9110, section 15.4; OWASP Unvalidated Redirects and Forwards Cheat Sheet; OWASP ASVS 5.0, 3.7.2.

use axum::body::Body;
use axum::response::Response;
use http::StatusCode;
use http::header::{HeaderValue, LOCATION};

use super::link::{ConstantPlace, Link, LinkFault};
use super::place::Fills;
use crate::problem::Problem;
use crate::proof::Cx;
use crate::refusal::Refusal;
use crate::route::{Reply, Route, SealedReply};

/// 303 to a place that the program names: a route with the parameters of its path, or a constant outside. There is no redirect to a text.
///
/// ```
/// use portcullis::prelude::*;
/// use portcullis::outside;
/// # #[derive(Clone, Copy, Role)] enum Role { Customer }
/// # #[derive(Resource, Expose)] #[resource(table = "orders", owner = "user_id")] struct Order { id: i64, user_id: i64, item: String }
/// # #[secure_route(get = "/orders/{order_id}", role = "customer", owns = "order.user_id")]
/// # async fn get_order(order: Owned<Order>) -> Json<Order> { order.into_reply() }
///
/// #[secure_route(get = "/orders/{order_id}/latest", role = "customer", owns = "order.user_id")]
/// async fn latest(order: Owned<Order>) -> Redirect {
///     Redirect::to::<get_order>(order.id)
/// }
///
/// #[secure_route(get = "/help", public)]
/// async fn help() -> Redirect {
///     Redirect::outside(outside!("https://example.org/help"))
/// }
/// ```
#[derive(Debug)]
pub struct Redirect {
    status: StatusCode,
    place: Result<Link, LinkFault>,
}

impl Redirect {
    /// 303 to a route on `get`, with a value for each parameter of its path, percent-encoded. Where a value is empty, `.` or `..` there is
    /// no such place, and the reply is a 404.
    pub fn to<R>(parameters: impl Fills<R>) -> Self {
        Self { status: StatusCode::SEE_OTHER, place: parameters.place() }
    }

    /// 303 to a constant place outside: `Redirect::outside(outside!("https://example.org/"))`.
    pub fn outside(place: impl ConstantPlace) -> Self {
        Self { status: StatusCode::SEE_OTHER, place: Ok(place.constant().into()) }
    }

    /// 307 instead: the same request again, elsewhere, this time.
    #[must_use]
    pub fn temporary(self) -> Self {
        Self { status: StatusCode::TEMPORARY_REDIRECT, ..self }
    }

    /// 308 instead: the same request again, elsewhere, from now on.
    #[must_use]
    pub fn permanent(self) -> Self {
        Self { status: StatusCode::PERMANENT_REDIRECT, ..self }
    }
}

impl SealedReply for Redirect {}

impl<R: Route> Reply<R> for Redirect {
    fn reply(self, _: &Cx<'_, R>) -> Result<Response, Problem> {
        let place = self.place.map_err(|_| Problem::not_found())?;
        let place = HeaderValue::try_from(place.as_str()).map_err(Refusal::internal)?;
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status;
        response.headers_mut().insert(LOCATION, place);
        Ok(response)
    }
}
