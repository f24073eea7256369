//! Rule: no SELECT opens a sealed column.
//! Expect: at the type of the field, that the value is opened where its row is.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Record)]
struct Found {
    phone: Sealed<String>,
}

fn main() {}
