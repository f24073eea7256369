//! Rule: only the derive declares plain data
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Wrapper(sqlx::SqlitePool);

impl portcullis::input::Held for Wrapper {
    const WITHIN: &'static [portcullis::input::Holding] = &[];
}

fn main() {}
