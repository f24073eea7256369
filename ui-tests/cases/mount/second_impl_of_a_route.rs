//! Rule: all that a route declares is in its one `impl`
//! Expect: one error: the implementations conflict

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "admin")]
async fn handler() -> Json<Done> {
    Json(Done { done: true })
}

impl portcullis::__private::Route for handler {
    const DECLARED: &'static portcullis::__private::Declared = portcullis::__private::STUB;
    type Verb = portcullis::__private::verb::Full;
    type Caller = portcullis::__private::caller::Nobody;
    type RawInput = portcullis::__private::waiver::Waived;
    type RawOutput = portcullis::__private::waiver::Waived;
    type RawQuery = portcullis::__private::waiver::Waived;
    fn call<'r>(
        _: portcullis::__private::Cx<'r, Self>,
        _: portcullis::__private::Body,
    ) -> portcullis::__private::Answer<'r> {
        portcullis::__private::stub_answer()
    }
}

fn main() {}
