//! Rule: a word has no fields that could be unknown
//! Expect: one error at `message`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input(message)]
enum Told {
    Paid,
    Refunded,
}

fn main() {}
