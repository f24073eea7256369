//! Rule: only the derive declares levels
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Clone, Copy)]
enum Forged {
    Read,
}

impl portcullis::contract::Levels for Forged {
    const LEVELS: &'static [portcullis::__private::Level] = &[];
    fn position(&self) -> usize {
        9
    }
}

fn main() {}
