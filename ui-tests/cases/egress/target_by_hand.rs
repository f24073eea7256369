//! Rule: only `PublicUrl` is a judged address
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Mine;
impl portcullis::contract::PublicTarget for Mine {}

fn main() {}
