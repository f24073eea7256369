//! Rule: a token is not serialised
//! Expect: one error at the token

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::AccessToken;

fn body(token: &AccessToken) -> String {
    serde_json::to_string(token).unwrap_or_default()
}

fn main() {}
