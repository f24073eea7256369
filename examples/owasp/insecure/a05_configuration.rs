//! Rule: there is no wildcard of origins
//! Expect: rustc says that there is no such function
//!
//! A05:2021, A02:2025 Security Misconfiguration: the page of any origin reads answers in the browser of a user.
//! The secure form is `src/a05_configuration.rs`; the guarantee's own program `ui-tests/cases/boot/origins_of_everybody.rs`.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::Origins;
use portcullis::prelude::*;

fn app() -> App {
    App::new(Environment::Production).origins(Origins::wildcard())
}

fn main() {}
