//! Rule: a reason is in words
//! Expect: one error at the reason

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", public, waive_rate = "- - - - - -")]
async fn done() -> NoContent {
    NoContent
}

fn main() {}
