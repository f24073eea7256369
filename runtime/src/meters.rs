//! What is measured of requests, by route: how many by class of status, and how long they took.
//!
//! Floor 1. The handles are made when the app starts, one set for each place of a route, so that a request looks nothing up; nobody's account or
//! address is a label.

use std::time::Duration;

use http::StatusCode;
use metrics::{Counter, Histogram, counter, histogram};

/// The meters of one route at one place, or of what no route answers.
pub(crate) struct RouteMeters {
    /// 2xx, 3xx, 4xx, 5xx.
    answered: [Counter; 4],
    seconds: Histogram,
}

impl RouteMeters {
    /// Those of the recorder that is installed now.
    pub(crate) fn new(route: &'static str, method: &str, path: &'static str) -> Self {
        let class = |class: &'static str| {
            let method = method.to_owned();
            counter!("portcullis_requests_total", "route" => route, "method" => method, "path" => path, "class" => class)
        };
        let method = method.to_owned();
        Self {
            answered: [class("2xx"), class("3xx"), class("4xx"), class("5xx")],
            seconds: histogram!("portcullis_request_duration_seconds", "route" => route, "method" => method, "path" => path),
        }
    }

    /// What no route answers, whatever its method and path.
    pub(crate) fn unrouted() -> Self {
        Self::new("", "", "")
    }

    pub(crate) fn answered(&self, status: StatusCode, after: Duration) {
        let [second, third, fourth, fifth] = &self.answered;
        let class = match status.as_u16() {
            ..300 => second,
            300..400 => third,
            400..500 => fourth,
            _ => fifth,
        };
        class.increment(1);
        self.seconds.record(after.as_secs_f64());
    }
}
