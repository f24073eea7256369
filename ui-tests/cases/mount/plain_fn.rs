//! Rule: only a secure route is mounted
//! Expect: one error at the name, prescribing `#[secure_route]`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

async fn hello() -> Json<Done> {
    Json(Done { done: true })
}

fn main() {
    let _ = App::new(Environment::Production).mount(routes![hello]);
}
