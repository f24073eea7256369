//! The gate: one sequence for every route, in the order that the design fixes.
//!
//! Floor 10. Each step is a file; this one is the sequence. The steps that need the handler's types (5 to 9) are
//! in [`run`], which the route calls.

mod arrive;
mod authenticate;
mod authorize;
mod body;
mod endpoint;
mod finish;
mod quota;
mod run;

pub(crate) use endpoint::{Endpoint, NotFound};
pub use run::{run0, run1, run2, run3, run4, run5, run6, run7, run8};

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;

use crate::engines::Engines;
use crate::policy::RoutePolicy;
use crate::problem::Problem;
use crate::proof::{Cx, Passed};
use crate::route::{Boxed, InputShape, Route};

/// A route without its type: its policy, its shapes, and the call that brings its type back.
#[derive(Debug, Clone, Copy)]
pub struct Mounted {
    pub(crate) policy: &'static RoutePolicy,
    pub(crate) shapes: &'static [InputShape],
    call: fn(Passed, Body) -> Boxed<'static, Result<Response, Problem>>,
}

/// Readies a secure route for the app. `routes![…]` calls it for each name.
pub const fn mount<R: Route>() -> Mounted {
    Mounted {
        policy: R::POLICY,
        shapes: R::SHAPES,
        call: |passed, body| {
            Box::pin(async move {
                let cx = Cx::<R>::of(&passed);
                R::call(&cx, body).await
            })
        },
    }
}

impl Mounted {
    /// Whether the route is about one row, so that lacking a role must not tell that the row exists.
    fn is_about_a_row(&self) -> bool {
        self.shapes.iter().any(|shape| shape.row.is_some_and(|row| row.single))
    }
}

/// Serves one request of one route. Whatever goes wrong inside is answered by [`finish`], never by a panic.
async fn serve(route: Mounted, engines: Arc<Engines>, request: Request) -> Response {
    let arrival = arrive::note(&request);
    let outcome = finish::contain(route.policy.timeout, pass(route, engines, request, &arrival)).await;
    finish::finish(route.policy, &arrival, outcome)
}

/// The sequence.
async fn pass(
    route: Mounted,
    engines: Arc<Engines>,
    request: Request,
    arrival: &arrive::Arrival,
) -> Result<Response, Problem> {
    // 1. address, size; the request id and the time limit are already set
    arrive::check_size(&request, route.policy)?;
    // 2. credential → principal
    let principal = authenticate::caller(&engines, route.policy, request.headers())?;
    arrival.remember(principal.as_deref());
    // 3. access rule, scope
    authorize::admit(route.policy, principal.as_deref(), route.is_about_a_row())?;
    // 4. quotas by address and user
    quota::by_caller(route.policy, arrival, principal.as_deref()).await?;
    // 5. the path here; from there on, to 9., where the types of the handler are known
    let (parts, path, body) = arrive::split(request).await?;
    let passed = Passed { engines, policy: route.policy, parts, path, principal, client: arrival.client };
    (route.call)(passed, body).await
}
