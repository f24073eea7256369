//! Rule: a token is what a key has signed
//! Expect: one error at the constructor

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::AccessToken;

fn forged() -> AccessToken {
    AccessToken("eyJhbGciOiJub25lIn0.e30.".to_owned())
}

fn main() {}
