//! Rule: a redirect leads to a declared place
//! Expect: one error at the text
//!
//! A01 Broken Access Control (CWE-601): a link to this site ends at whatever site it names.
//! The secure form is `src/a01_redirect.rs`; the guarantee's own program `ui-tests/cases/markup/redirect_to_a_string.rs`.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[secure_input]
struct Going {
    #[validate(length(max = 200))]
    next: String,
}

#[secure_route(get = "/continue", public)]
async fn go_on(going: Valid<Query<Going>>) -> Redirect {
    Redirect::outside(going.into_inner().next)
}

fn main() {}
