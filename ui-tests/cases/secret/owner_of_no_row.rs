//! Rule: who the owner is, the row says.
//! Expect: at `owner`, that no column says it.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Expose)]
struct Card {
    #[expose(owner)]
    phone: String,
}

fn main() {}
