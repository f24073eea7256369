//! Rule: what a client sends has declared types
//! Expect: one error at the type of the field
//!
//! A08 Software and Data Integrity Failures (CWE-502): the sender chooses what becomes of the data.
//! The secure form is `src/a08_integrity.rs`; the guarantee's own program `ui-tests/cases/input/any_json.rs`.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[secure_input]
struct Settings {
    everything: serde_json::Value,
}

#[secure_route(put = "/settings", authenticated)]
async fn put_settings(settings: Valid<Json<Settings>>) -> NoContent {
    NoContent
}

fn main() {}
