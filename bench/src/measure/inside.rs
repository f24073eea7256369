//! In process, through the tower service: the framework and the database, without sockets.

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use http_body_util::BodyExt;
use tokio::runtime::Runtime;
use tower::ServiceExt;

use super::{Answer, Way};
use crate::Fault;
use crate::cases::{Case, Service};
use crate::ground::runtime;
use crate::keys::Material;
use crate::services;

/// The routers on a runtime of one thread.
pub(crate) struct Inside {
    runtime: Runtime,
    routers: [Router; 3],
}

impl Inside {
    /// The services over this database.
    pub(crate) fn new(url: &str, material: &Material) -> Result<Self, Fault> {
        let runtime = runtime()?;
        let routers = runtime.block_on(services::all(url, material))?;
        Ok(Self { runtime, routers })
    }

    fn router(&self, service: Service) -> Router {
        let [bare, twin, portcullis] = &self.routers;
        match service {
            Service::Bare => bare.clone(),
            Service::Twin => twin.clone(),
            Service::Portcullis => portcullis.clone(),
        }
    }
}

fn requests(case: &Case, service: Service, from: usize, count: usize) -> Result<Vec<Request>, Fault> {
    let asked = case.of(service).ok_or("the service has no such control")?;
    asked.shots.iter().cycle().skip(from % asked.shots.len()).take(count).map(|shot| shot.request()).collect()
}

impl Way for Inside {
    fn ask(&mut self, case: &Case, service: Service, shot: usize) -> Result<Answer, Fault> {
        let request = requests(case, service, shot, 1)?.pop().ok_or("no request")?;
        let router = self.router(service);
        self.runtime.block_on(async {
            let (parts, body) = router.oneshot(request).await?.into_parts();
            let mut headers: Vec<String> =
                parts.headers.keys().map(|name| name.as_str().to_owned()).collect();
            headers.sort();
            let body = body.collect().await?.to_bytes().to_vec();
            Ok(Answer { status: parts.status.as_u16(), headers, body })
        })
    }

    fn round(&mut self, case: &Case, service: Service, from: usize, count: usize) -> Result<Duration, Fault> {
        // Made before the clock starts: a client's work is not the framework's.
        let requests = requests(case, service, from, count)?;
        self.send(&self.router(service), requests)
    }
}

impl Inside {
    /// Sends the requests and says how long it took. Never inlined: where instructions are counted, they are counted in
    /// here.
    #[inline(never)]
    fn send(&self, router: &Router, requests: Vec<Request>) -> Result<Duration, Fault> {
        self.runtime.block_on(async {
            let begun = Instant::now();
            for request in requests {
                let answer = router.clone().oneshot(request).await?;
                drain(answer.into_body()).await?;
            }
            Ok(begun.elapsed())
        })
    }
}

/// Reads the body to its end, as a server does.
async fn drain(mut body: Body) -> Result<(), Fault> {
    while let Some(frame) = body.frame().await {
        std::hint::black_box(frame?);
    }
    Ok(())
}
