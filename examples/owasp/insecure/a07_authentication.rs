//! Rule: a key that signs is never in the source
//! Expect: one error at the text, naming the places where keys are read from
//!
//! A07 Authentication Failures (CWE-798): whoever reads the source signs tokens in the name of anybody.
//! The secure form is `src/a07_authentication.rs`; the guarantee's own program `ui-tests/cases/token/key_from_a_string.rs`.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{KeyFault, KeyRing};

fn ring() -> Result<KeyRing, KeyFault> {
    KeyRing::new().signing_hs256("2026-11", &String::from("correct-horse-battery-staple-and-more"))
}

fn main() {}
