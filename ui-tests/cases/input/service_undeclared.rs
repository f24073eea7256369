//! Rule: a component is declared
//! Expect: one error at the parameter, prescribing the derive

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Mailer;

#[secure_route(get = "/done", public)]
async fn handler(input: Service<Mailer>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
