//! Rule: a field is read by the derive
//! Expect: one error at `deserialize_with`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Input {
    #[serde(deserialize_with = "anything")]
    quantity: i64,
}

fn anything<'de, D: portcullis::__private::serde::Deserializer<'de>>(_: D) -> Result<i64, D::Error> {
    Ok(1)
}

fn main() {}
