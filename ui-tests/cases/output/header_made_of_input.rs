//! Rule: a handler sets no header
//! Expect: one error at the reply

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis::{Framing, Loading, Origins, Referring, SecurityHeaders};
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", public)]
async fn done() -> ([(&'static str, String); 1], Json<Done>) {
    ([("x-note", "from the client".to_owned())], Json(Done { done: true }))
}

fn main() {}
