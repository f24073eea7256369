//! Rule: no role sees a secret
//! Expect: one error at the type of the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Expose)]
struct Recovery {
    user_id: i64,
    #[expose(role = "support")]
    phrase: Secret<String>,
}

fn main() {}
