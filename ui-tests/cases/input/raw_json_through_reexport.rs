//! Rule: what a handler takes is vetted, whatever it is called
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

mod web {
    pub use axum::Json as Payload;
}

#[secure_route(post = "/done", role = "customer")]
async fn handler(input: web::Payload<NewOrder>) -> Json<Done> {
    Json(Done { done: true })
}

fn main() {}
