//! Rule: a proof cannot be stored
//! Expect: one error: the borrow does not live that long

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/secret", authenticated)]
async fn secret(caller: Principal) -> Json<Done> {
    *KEPT.lock().unwrap() = Some(caller);
    Json(Done { done: true })
}

static KEPT: std::sync::Mutex<Option<Principal<'static>>> = std::sync::Mutex::new(None);

fn main() {}
