//! Rule: only rows and `Ref`s name a parent
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Forged;

impl portcullis::contract::NamesParent<Order> for Forged {
    fn parent(&self) -> i64 {
        7
    }
}

fn main() {}
