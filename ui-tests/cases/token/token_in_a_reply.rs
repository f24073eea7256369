//! Rule: no handler gives a token away
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::AccessToken;
use portcullis::prelude::*;

#[derive(Expose)]
struct SignedIn {
    entry: AccessToken,
}

fn main() {}
