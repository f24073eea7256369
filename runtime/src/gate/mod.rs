//! The gate: one sequence for every route, in the order that the design fixes.
//!
//! Floor 12. Each step is a file; this one is the sequence. The steps that need the handler's types (5 to 9) are
//! in [`run`], which the route calls.

mod arrive;
mod authenticate;
mod authorize;
mod beside;
mod body;
mod endpoint;
mod finish;
mod quota;
mod rows;
mod run;
mod webhook;

pub(crate) use beside::beside;
pub(crate) use endpoint::{Endpoint, NotFound};
pub(crate) use rows::{ambiguities, plans};
pub use run::{run0, run1, run2, run3, run4, run5, run6, run7, run8};

use std::any::TypeId;
use std::convert::Infallible;
use std::pin::pin;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;

use crate::engines::Engines;
use crate::meters::RouteMeters;
use crate::policy::{Access, RoutePolicy};
use crate::problem::Problem;
use crate::proof::{Cx, Passed};
use crate::quota::RouteQuotas;
use crate::reach::Plan;
use crate::refusal::Refusal;
use crate::route::{Answer, Boxed, InputShape, Route};
use crate::uploads::CallFiles;

/// A route without its type: its policy, its shapes, and the call that brings its type back.
#[derive(Debug, Clone, Copy)]
pub struct Mounted {
    /// Tells the route from every other, whatever they are called.
    pub(crate) id: fn() -> TypeId,
    pub(crate) policy: &'static RoutePolicy,
    pub(crate) shapes: &'static [InputShape],
    call: for<'r> fn(&'r Passed, Body) -> Answer<'r>,
}

/// Readies a secure route for the app. `routes![…]` calls it for each name.
pub const fn mount<R: Route>() -> Mounted {
    Mounted {
        id: TypeId::of::<R>,
        policy: R::POLICY,
        shapes: R::SHAPES,
        call: |passed, body| R::call(Cx::of(passed), body),
    }
}

impl Mounted {
    /// The same route under another policy.
    pub(crate) fn under(self, policy: &'static RoutePolicy) -> Self {
        Self { policy, ..self }
    }

    /// Whether the route is about one row, so that lacking a role must not tell that the row exists.
    fn is_about_a_row(&self) -> bool {
        self.shapes.iter().any(|shape| shape.row.is_some_and(|row| row.single))
    }
}

/// A route, the quotas that were registered for it, what its parameters reach, and what is measured of it.
pub(crate) struct Guarded {
    pub(crate) mounted: Mounted,
    pub(crate) quotas: Arc<RouteQuotas>,
    pub(crate) rows: Arc<[Option<Plan>]>,
    pub(crate) meters: Arc<RouteMeters>,
}

/// Serves one request of one route. `head` asks for the answer without its body.
fn serve(
    route: &Guarded,
    engines: &Arc<Engines>,
    request: Request,
    head: bool,
) -> Boxed<'static, Result<Response, Infallible>> {
    let mounted = route.mounted;
    let arrival = arrive::note(engines, &request);
    let Some(place) = engines.in_flight.take() else {
        let refused = finish::refuse(engines, &arrival, request.headers(), Refusal::Busy("requests"));
        return Box::pin(std::future::ready(Ok(if head { finish::without_body(refused) } else { refused })));
    };
    let (parts, body) = request.into_parts();
    let passed = Box::new(Passed {
        engines: Arc::clone(engines),
        policy: mounted.policy,
        quotas: Arc::clone(&route.quotas),
        rows: Arc::clone(&route.rows),
        session: None,
        claim: Mutex::default(),
        files: CallFiles::default(),
        parts,
        path: Vec::new(),
        arrival,
    });
    let meters = Arc::clone(&route.meters);
    let answering = async move {
        let answer = answer(mounted, &meters, passed, body, head).await;
        drop(place);
        answer
    };
    match mounted.policy.access {
        Access::Webhook(_) => webhook::to_its_end(answering),
        _ => Box::pin(async move { Ok(answering.await) }),
    }
}

/// Whatever goes wrong inside is answered by [`finish`], never by a panic.
async fn answer(
    mounted: Mounted,
    meters: &RouteMeters,
    mut passed: Box<Passed>,
    body: Body,
    head: bool,
) -> Response {
    let outcome = {
        let sequence = pin!(pass(mounted, &mut passed, body));
        finish::contain(mounted.policy.timeout, sequence).await
    };
    let response = finish::finish(&passed, outcome);
    meters.answered(response.status(), passed.arrival.since.elapsed());
    if head { finish::without_body(response) } else { response }
}

/// The sequence.
async fn pass(mounted: Mounted, passed: &mut Passed, body: Body) -> Result<Response, Problem> {
    // 1. address, size; the request id and the time limit are already set
    arrive::check_client(&passed.arrival)?;
    arrive::check_size(&passed.parts.headers, mounted.policy)?;
    // 2. credential → principal; on a webhook, signature → sender
    if let Access::Webhook(sender) = mounted.policy.access {
        return Box::pin(webhook::pass(sender, mounted, passed, body)).await;
    }
    passed.arrival.caller = authenticate::caller(passed).await?;
    authenticate::notice(passed);
    enter(mounted, passed, body).await
}

/// The sequence, once it is known who calls.
async fn enter(mounted: Mounted, passed: &mut Passed, body: Body) -> Result<Response, Problem> {
    // 3. access rule, scope
    authorize::admit(mounted.policy, passed.arrival.principal(), mounted.is_about_a_row())?;
    // 4. quotas by address and user
    quota::by_caller(passed).await?;
    // 5. the path here; from there on, to 9., where the types of the handler are known
    passed.path = arrive::path(&mut passed.parts).await?;
    passed.session = rows::session(passed, mounted.shapes);
    (mounted.call)(passed, body).await
}
