//! Rule: `public` says already that nobody owns rows
//! Expect: one error at `unowned`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", public, unowned)]
struct Paper {
    id: i64,
}

fn main() {}
