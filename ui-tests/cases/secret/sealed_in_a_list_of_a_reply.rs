//! Rule: a list of sealed values leaves to nobody who is not named.
//! Expect: at its type, that a role or the owner is named.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Expose)]
struct Cards {
    phones: Vec<Sealed<String>>,
}

fn main() {}
