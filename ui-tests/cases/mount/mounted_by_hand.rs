//! Rule: only the framework readies a route
//! Expect: one error: the fields are private

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn main() {
    let open = portcullis::Mounted { ..portcullis::contract::mount::<handler>() };
    let _ = App::new(Environment::Production).mount([open]);
}

#[secure_route(get = "/done", public)]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}
