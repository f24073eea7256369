//! Rule: a key that signs is never written in source
//! Expect: one error at the literal, naming the places where keys are read from

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{KeyFault, KeyRing};

fn ring() -> Result<KeyRing, KeyFault> {
    KeyRing::new().signing_hs256("2026-11", b"0f1e2d3c4b5a69788796a5b4c3d2e1f0")
}

fn main() {}
