//! Rule: a key that signs is never written in source, not even under a name
//! Expect: one error at the constant

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{KeyFault, KeyRing};

const TOKEN_KEY: &str = "Dx4tPEtaaXiHlqW0w9Lh8A8eLTxLWml4h5altMPS4fA=";

fn ring() -> Result<KeyRing, KeyFault> {
    KeyRing::new().signing_hs256("2026-11", TOKEN_KEY)
}

fn main() {}
