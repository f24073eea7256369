//! The route.
//!
//! Floor 13.

use portcullis::prelude::*;

use super::RECORDER;
use super::text::MetricsText;

/// A place for the app's own role.
#[derive(Clone, Copy, Role)]
enum Role {
    Operator,
}

/// Every metric of the process, in the text format of Prometheus.
#[secure_route(get = "/metrics", role = "operator", rate = "60/min")]
pub(super) async fn read_metrics() -> MetricsText {
    MetricsText(RECORDER.get().map(|recorder| recorder.render()).unwrap_or_default())
}
