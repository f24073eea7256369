//! Rule: what a client wrote is in no event
//! Expect: one error at the text
//!
//! A09 Logging and Alerting Failures (CWE-117, CWE-532): a text with a line end is a line that never happened, and people type passwords anywhere.
//! The secure form is `src/a09_logging.rs`; the guarantee's own program `ui-tests/cases/output/event_with_a_text_of_a_client.rs`.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[secure_input]
struct Refund {
    #[validate(length(max = 200))]
    reason: String,
}

#[secure_route(post = "/refunds", authenticated)]
async fn refund(refund: Valid<Json<Refund>>, audit: Audit) -> NoContent {
    audit.note(event!("refund_made", reason = refund.reason));
    NoContent
}

fn main() {}
