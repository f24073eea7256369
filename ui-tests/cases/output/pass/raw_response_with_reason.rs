//! Rule: a raw response leaves for a reason

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "admin", waive_output = "a stream of events")]
pub async fn handler() -> axum::response::Response {
    axum::response::Response::default()
}
