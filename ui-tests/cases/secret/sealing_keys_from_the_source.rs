//! Rule: a key that seals is never in the source.
//! Expect: that keys come from the environment or a folder.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

fn keys() -> portcullis::SealingKeys {
    portcullis::SealingKeys::from_bytes(b"0123456789abcdef0123456789abcdef")
}

fn main() {}
