//! Rule: what a type is called changes nothing about the signature
//! Expect: one error at the parameter, prescribing `Signed<T>`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Event = Valid<Json<NewOrder>>;

#[secure_route(post = "/hooks", webhook = "payments", rate = "600/min")]
async fn hook(event: Event) -> NoContent {
    NoContent
}

fn main() {}
