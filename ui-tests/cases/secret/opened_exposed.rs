//! Rule: what was opened leaves with its row alone.
//! Expect: at its type, that the row is given.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Expose)]
struct Card {
    phone: portcullis::Opened<String>,
}

fn main() {}
