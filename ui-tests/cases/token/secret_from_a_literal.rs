//! Rule: no secret is built of a text of the source
//! Expect: one error at the constructor, which is not for applications

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::Secret;
use portcullis::identity::{KeyFault, KeyRing};

fn ring() -> Result<KeyRing, KeyFault> {
    let secret = Secret::new(String::from("Dx4tPEtaaXiHlqW0w9Lh8A8eLTxLWml4h5altMPS4fA="));
    KeyRing::new().signing_hs256("2026-11", &secret)
}

fn main() {}
