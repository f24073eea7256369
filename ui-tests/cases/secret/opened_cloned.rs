//! Rule: what was opened is not copied with its wrapper.
//! Expect: that it has no `clone`.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

fn keep(phone: &portcullis::Opened<String>) -> portcullis::Opened<String> {
    portcullis::Opened::clone(phone)
}

fn main() {}
