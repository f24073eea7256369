//! Rule: a token is not printed
//! Expect: one error at the token in the text

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::AccessToken;

fn log(token: &AccessToken) -> String {
    format!("signed in by {token}")
}

fn main() {}
