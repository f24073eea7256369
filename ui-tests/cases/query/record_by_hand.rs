//! Rule: only the derive declares a row of a SELECT
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Forged(i64);

impl portcullis::contract::Record for Forged {
    const COLUMNS: &'static [&'static str] = &["id"];
    fn decode(_: &portcullis::__private::Row) -> Result<Self, portcullis::__private::Refusal> {
        Ok(Self(7))
    }
}

fn main() {}
