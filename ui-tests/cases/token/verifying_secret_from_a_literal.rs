//! Rule: what verifies HS256 signs it too, so it is a secret
//! Expect: one error at the literal

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{KeyFault, KeyRing};

fn ring() -> Result<KeyRing, KeyFault> {
    KeyRing::new().hs256("provider", b"0f1e2d3c4b5a69788796a5b4c3d2e1f0")
}

fn main() {}
