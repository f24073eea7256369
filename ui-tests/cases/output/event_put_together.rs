//! Rule: the name of an event is one literal, not several that are joined
//! Expect: one error that prescribes the literal

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/exports", authenticated)]
async fn export(audit: Audit) -> NoContent {
    audit.note(event!(concat!("report", "_exported")));
    NoContent
}

fn main() {}
