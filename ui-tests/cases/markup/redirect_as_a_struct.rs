//! Rule: a redirect leads to a declared place
//! Expect: one error at the struct

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn elsewhere() -> Redirect {
    Redirect { status: StatusCode::FOUND, place: Ok(link!("/")) }
}

fn main() {}
