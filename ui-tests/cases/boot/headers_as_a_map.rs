//! Rule: headers are loosened by types, for reasons
//! Expect: rustc names the two types

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis::{Framing, Loading, Origins, Referring, SecurityHeaders};
use portcullis_ui_tests::shop::*;

fn mounted(headers: axum::http::HeaderMap) -> App {
    App::new(Environment::Production).headers(headers)
}

fn main() {}
