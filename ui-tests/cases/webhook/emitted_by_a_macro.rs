//! Rule: what a macro writes is judged as what is written
//! Expect: one error, prescribing `Signed<T>`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

macro_rules! hook {
    ($name:ident, $path:literal, $body:ty) => {
        #[secure_route(post = $path, webhook = "payments", rate = "600/min")]
        async fn $name(event: $body) -> NoContent {
            NoContent
        }
    };
}

hook!(paid, "/paid", Valid<Json<NewOrder>>);

fn main() {}
