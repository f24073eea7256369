//! Rule: a component keeps no secret in clear
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Service, Debug, Clone)]
struct Mailer {
    host: String,
    smtp_password: String,
}

fn main() {}
