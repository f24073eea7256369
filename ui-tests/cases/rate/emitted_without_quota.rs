//! Rule: a handler that a macro emits follows the same rules
//! Expect: one error at `public`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

macro_rules! route {
    ($verb:ident) => {
        #[secure_route($verb = "/done", public)]
        async fn handler() -> Json<Done> {
            Json(Done { done: true })
        }
    };
}

route!(post);

fn main() {}
