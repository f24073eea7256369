//! A09:2021 and A09:2025, Security Logging and Alerting Failures: what the log says, and who writes into it.
//!
//! The attack: a text with a line end, so that the log has a line which never happened; a refusal that leaves no trace. The guard: every
//! refusal is an event, what succeeds is one where `audit` says so, an event of one's own has numbers and ids alone, and what others wrote
//! stands escaped.

use portcullis::prelude::*;

use crate::{Entry, Role};

/// In the list.
pub const ENTRY: Entry = Entry {
    category: "A09:2021, A09:2025 Logging and Alerting Failures",
    insecure: "a09_logging",
    error: include_str!("../insecure/a09_logging.stderr"),
    secure: "POST /refunds",
    attack: "names of fields that forge a line, and refusals that should leave a trace",
};

pub(crate) const TABLES: &str = "";

pub(crate) fn mount(app: App) -> App {
    app.mount(routes![refund])
}

/// What a client sends.
#[secure_input]
pub struct Refund {
    #[validate(range(min = 1, max = 50_000))]
    cents: i64,
    #[validate(length(max = 200))]
    reason: String,
}

/// Gives money back.
#[secure_route(post = "/refunds", role = "customer", audit = "refund_made", rate = "60/min")]
pub async fn refund(refund: Valid<Json<Refund>>, audit: Audit) -> NoContent {
    audit.note(event!("refund_sized", cents = refund.cents, explained = !refund.reason.is_empty()));
    NoContent
}
