//! Rule: what was opened is wiped, and not moved out.
//! Expect: that it cannot be moved.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

fn take(phone: &Sealed<String>) -> Result<String, Problem> {
    Ok(*phone.open()?)
}

fn main() {}
