//! Rule: a private key is not compiled into the program
//! Expect: one error at `include_bytes!`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{KeyFault, KeyRing};

fn ring() -> Result<KeyRing, KeyFault> {
    KeyRing::new().signing_ed25519("2026-11", include_bytes!("key_built_into_the_program.rs"))
}

fn main() {}
