//! Rule: a handler on one line gives no warning

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[deny(unused_braces)]
#[secure_route(get = "/done", public)]
pub async fn handler() -> Json<Done> { Json(Done { done: true }) }
