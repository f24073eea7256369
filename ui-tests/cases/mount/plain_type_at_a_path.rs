//! Rule: only a secure route is mounted by hand
//! Expect: one error at the type, prescribing `#[secure_route]`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Hello;

fn main() {
    let _ = App::new(Environment::Production).at::<Hello>(Method::GET, "/hello");
}
