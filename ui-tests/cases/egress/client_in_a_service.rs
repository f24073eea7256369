//! Rule: nothing that reaches any host enters a handler unseen
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Service)]
struct Mailer {
    client: reqwest::Client,
}

fn main() {}
