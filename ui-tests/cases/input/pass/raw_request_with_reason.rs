//! Rule: the raw request comes in for a reason

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/done", role = "admin", waive_input = "the partner sends no JSON")]
pub async fn handler(request: RawRequest) -> Json<Done> {
    Json(Done { done: request.into_inner().uri().path() == "/done" })
}
