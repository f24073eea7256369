//! Rule: what stands in a page is declared
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Raw(String);

impl portcullis::contract::Shown for Raw {}

fn main() {}
