//! Rule: a link leads to a declared place
//! Expect: one error at the value

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn linked() -> Link {
    link!(concat!("java", "script:alert(1)"))
}

fn main() {}
