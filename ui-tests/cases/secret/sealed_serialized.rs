//! Rule: a sealed value is not serialised around its reply.
//! Expect: that it has no `Serialize`.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

fn text(phone: &Sealed<String>) -> String {
    serde_json::to_string(phone).unwrap_or_default()
}

fn main() {}
