//! Rule: a redirect leads to a declared place
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Elsewhere;

#[secure_route(get = "/page", public)]
async fn page() -> Redirect {
    Redirect::to::<Elsewhere>(())
}

fn main() {}
