//! Rule: a handler that a macro emits follows the same rules
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

macro_rules! route {
    ($rate:literal) => {
        #[secure_route(get = "/done", public, rate = $rate)]
        async fn handler() -> Json<Done> {
            Json(Done { done: true })
        }
    };
}

route!("0/min");

fn main() {}
