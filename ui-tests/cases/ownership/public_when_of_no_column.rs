//! Rule: `public_when` names a column
//! Expect: one error at the text, with the near name

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", public_when = "publish")]
struct Paper {
    id: i64,
    published: bool,
}

fn main() {}
