//! Rule: a problem has words that are fixed when the program is compiled
//! Expect: one error at the text

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(get = "/done", public)]
async fn handler() -> Result<Json<Done>, Problem> {
    let name = String::from("alice");
    Err(Problem::conflict("taken", &format!("{name} is taken")))
}

fn main() {}
