//! Rule: no quota, for a reason

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", public, waive_rate = "load balancers ask every second")]
pub async fn handler() -> Json<Done> {
    Json(Done { done: true })
}
