//! Rule: no text of the source becomes a secret
//! Expect: one error at the conversion

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::Secret;

fn key() -> Secret<String> {
    Secret::from(String::from("Dx4tPEtaaXiHlqW0w9Lh8A8eLTxLWml4h5altMPS4fA="))
}

fn main() {}
