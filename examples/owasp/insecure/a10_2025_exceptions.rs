//! Rule: no text of an error leaves
//! Expect: one error at the reply
//!
//! A10:2025 Mishandling of Exceptional Conditions (CWE-209): the client reads the paths, the tables and the settings of the server.
//! The secure form is `src/a10_2025_exceptions.rs`; the guarantee's own program `ui-tests/cases/output/string_error.rs`.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Expose)]
struct Price {
    cents: i64,
}

#[secure_route(get = "/prices", public)]
async fn price() -> Result<Json<Price>, String> {
    let tax: i64 = "7,5".parse().map_err(|error| format!("the tax in /etc/shop.toml: {error}"))?;
    Ok(Json(Price { cents: 100 + tax }))
}

fn main() {}
