//! Rule: a private key in PEM is not a text of the source
//! Expect: one error at the text

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{KeyFault, KeyRing};

fn ring() -> Result<KeyRing, KeyFault> {
    KeyRing::new().signing_es256("2026-11", "-----BEGIN PRIVATE KEY-----\n…\n-----END PRIVATE KEY-----")
}

fn main() {}
