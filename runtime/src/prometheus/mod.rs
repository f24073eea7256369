//! Metrics for Prometheus: a recorder, and a secure route by which it is read.
//!
//! Floor 13. The route is written as an app writes its own. OWASP ASVS 5.0, 13.4.5: what monitors is not for everybody.

mod mounted;
mod route;
mod text;

use std::fmt;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use crate::role::Roles;
pub use mounted::MetricsRoute;

/// Seconds of the buckets of every histogram: from a request that touched no row to one that ran into its time limit.
const BUCKETS: &[f64] =
    &[0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
/// How often what was recorded is put into its buckets while nobody reads.
const UPKEEP: Duration = Duration::from_secs(5);

/// The one recorder of the process, once it is installed.
static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();

/// The metrics of this process.
///
/// ```no_run
/// use portcullis::prelude::*;
/// # use portcullis::identity::{Issuer, KeyRing};
///
/// #[derive(Clone, Copy, Role)]
/// enum Role {
///     Customer,
///     Operator,
/// }
///
/// # async fn start(issuer: Issuer) -> Result<(), Box<dyn std::error::Error>> {
/// // First thing in `main`: what was counted before is not counted.
/// let metrics = portcullis::prometheus::install()?;
/// let app = App::new(Environment::Development).roles::<Role>().issuer(issuer);
/// let app = app.mount(metrics.read_by(Role::Operator));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "metrics are read by a route: `app.mount(metrics.read_by(Role::…))`"]
pub struct Metrics(());

/// Why metrics are not recorded.
#[derive(Debug)]
pub struct MetricsFault(String);

impl fmt::Display for MetricsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "boot: metrics are not recorded: {}", self.0)
    }
}

impl std::error::Error for MetricsFault {}

impl Metrics {
    /// The route `GET /metrics`, for whoever holds this role of the app. What it tells is how much the app is used, which routes fail, and
    /// that somebody attacks: it is for nobody else.
    pub fn read_by<R: Roles>(&self, role: R) -> MetricsRoute {
        MetricsRoute::of(role)
    }
}

/// Records metrics from now on. Call it before databases, accounts and the app are set up.
///
/// # Errors
/// The process has another recorder already.
pub fn install() -> Result<Metrics, MetricsFault> {
    // Of two calls at once the second finds what the first has installed.
    static INSTALLING: Mutex<()> = Mutex::new(());
    let _installing = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
    if RECORDER.get().is_some() {
        return Ok(Metrics(()));
    }
    let fault = |why: &dyn fmt::Display| MetricsFault(why.to_string());
    let builder = PrometheusBuilder::new().set_buckets(BUCKETS).map_err(|error| fault(&error))?;
    let handle = builder.install_recorder().map_err(|error| fault(&error))?;
    let upkeep = handle.clone();
    let tidies = move || loop {
        std::thread::sleep(UPKEEP);
        upkeep.run_upkeep();
    };
    let thread = std::thread::Builder::new().name("portcullis-metrics".to_owned()).spawn(tidies);
    thread.map_err(|error| fault(&error))?;
    let _ = RECORDER.set(handle);
    describe();
    Ok(Metrics(()))
}

/// What the metrics are.
fn describe() {
    describe_counter!("portcullis_requests_total", "Answers, by route and class of status");
    describe_histogram!(
        "portcullis_request_duration_seconds",
        Unit::Seconds,
        "From a request to its answer, by route"
    );
    describe_counter!("portcullis_events_total", "Security events, by name");
    describe_counter!("portcullis_detections_total", "What the detectors have found");
    describe_counter!("portcullis_quota_shared_total", "Admissions counted in a shared cell of a full quota");
    describe_gauge!("portcullis_password_queue", "Passwords that wait to be hashed");
    describe_counter!("portcullis_password_refused_total", "Passwords for which the queue had no room");
    describe_histogram!(
        "portcullis_database_wait_seconds",
        Unit::Seconds,
        "The wait for a connection, or for one's turn to write"
    );
    describe_gauge!(
        "portcullis_database_connections",
        "Open connections of the pool, by whether they are in use"
    );
}
