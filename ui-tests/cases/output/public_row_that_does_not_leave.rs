//! Rule: what everyone reads says what leaves
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", public)]
struct Paper {
    id: i64,
}

#[secure_route(get = "/papers", public, reads = "papers")]
async fn handler(papers: Public<Paper>) -> NoContent {
    NoContent
}

fn main() {}
