//! Rule: a redirect leads to a declared place
//! Expect: one error at the values

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(public, rate = "1/min")]
async fn by_hand() -> NoContent {
    NoContent
}

#[secure_route(get = "/page", public)]
async fn page() -> Redirect {
    Redirect::to::<by_hand>(())
}

fn main() {}
