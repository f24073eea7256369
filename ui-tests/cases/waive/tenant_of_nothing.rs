//! Rule: an opt-out opts out of something
//! Expect: one error at the key

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", role = "admin", waive_tenant = "support works for every organisation")]
async fn handler() -> NoContent {
    NoContent
}

fn main() {}
