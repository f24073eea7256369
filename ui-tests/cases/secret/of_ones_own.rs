//! Rule: a type of the app is no secret for its name
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(serde::Deserialize, Debug, Clone)]
struct Secret<T>(T);

#[secure_input]
struct Input {
    #[validate(length(max = 80))]
    password: Secret<String>,
}

fn main() {}
