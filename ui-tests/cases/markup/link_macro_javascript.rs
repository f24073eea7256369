//! Rule: a link leads to a declared place
//! Expect: one error at the text

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

const EVIL: Link = link!("javascript:alert(1)");

fn main() {}
