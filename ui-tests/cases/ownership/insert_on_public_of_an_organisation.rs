//! Rule: a new row is of an organisation
//! Expect: one error at the name

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/projects", public, inserts = "projects", rate = "5/min")]
async fn handler(projects: Insert<Project>) -> NoContent {
    NoContent
}

fn main() {}
