//! Rule: only `#[derive(Expose)]` declares what leaves
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Mine;
impl portcullis::contract::MayLeave for Mine {}

fn main() {}
