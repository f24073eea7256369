//! Rule: only a secure route is mounted
//! Expect: one error at the call of axum's `get`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

use axum::routing::get;

async fn hello() -> &'static str {
    "hello"
}

fn main() {
    let _ = App::new(Environment::Production).mount(routes![get(hello)]);
}
