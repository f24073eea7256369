//! Rule: a scope narrows, `deny` hides

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = ["admin", "support"], scope = "reports:read", deny = "404")]
pub async fn handler() -> Json<Done> {
    Json(Done { done: true })
}
