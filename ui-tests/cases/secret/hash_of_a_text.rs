//! Rule: the hash of a token is made of a secret
//! Expect: one error at the argument

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn hash(token: &String) -> TokenHash {
    TokenHash::of(token)
}

fn main() {}
