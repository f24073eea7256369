//! Rule: a macro by example that emits a handler gets the same answer
//! Expect: one error at the parameter that the macro wrote

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

macro_rules! route {
    ($name:ident, $path:literal) => {
        #[secure_route(get = $path, public)]
        async fn $name(query: axum::extract::Query<Done>) -> Json<Done> {
            Json(Done { done: true })
        }
    };
}

route!(done, "/done");

fn main() {}
