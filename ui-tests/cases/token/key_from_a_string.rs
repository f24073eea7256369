//! Rule: a key that signs is never written in source
//! Expect: one error at the text, naming the places where keys are read from

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{KeyFault, KeyRing};

fn ring() -> Result<KeyRing, KeyFault> {
    KeyRing::new().signing_hs256("2026-11", &String::from("Dx4tPEtaaXiHlqW0w9Lh8A8eLTxLWml4h5altMPS4fA="))
}

fn main() {}
