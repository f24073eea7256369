//! Rule: roles come from `#[derive(Role)]`
//! Expect: one error at the literal, prescribing the derive

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

mod routes {
    use super::{Done, Json, secure_route};

    #[derive(Clone, Copy)]
    enum Role {
        Admin,
    }

    #[secure_route(get = "/done", role = "admin")]
    async fn handler() -> Json<Done> {
        Json(Done { done: true })
    }
}

fn main() {}
