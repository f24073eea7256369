//! Rule: no API switches the verification of certificates off
//! Expect: one error at the method that there is not

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn hosts(app: App) -> App {
    app.egress(EgressHost::named("billing").danger_accept_invalid_certs(true))
}

fn main() {}
