//! Rule: only a secure route is mounted
//! Expect: one error at the closure

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn main() {
    let _ = App::new(Environment::Production).mount(routes![|| async { "hello" }]);
}
