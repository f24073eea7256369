//! Rule: a token is not compared, which would tell by its time how much of it fits
//! Expect: one error at the `==`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::AccessToken;

fn is_same(one: &AccessToken, other: &AccessToken) -> bool {
    *one == *other
}

fn main() {}
