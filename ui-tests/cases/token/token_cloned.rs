//! Rule: a token has one place
//! Expect: one error at `clone`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::AccessToken;

fn twice(token: &AccessToken) -> AccessToken {
    AccessToken::clone(token)
}

fn main() {}
