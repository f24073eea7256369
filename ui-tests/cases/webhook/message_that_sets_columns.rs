//! Rule: what another server writes sets no columns
//! Expect: one error at `creates`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input(message, creates = Note)]
struct Told {
    #[validate(length(max = 80))]
    text: String,
}

fn main() {}
