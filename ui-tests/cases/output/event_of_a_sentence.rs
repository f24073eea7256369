//! Rule: an event is called by words in one form
//! Expect: one error at the macro, in our words

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/exports", authenticated)]
async fn export(audit: Audit) -> NoContent {
    audit.note(event!("Report exported\n{\"event\":\"authn_login_success\"}"));
    NoContent
}

fn main() {}
