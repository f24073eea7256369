//! Rule: only the derive makes roles
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Clone, Copy)]
enum Everyone {
    Admin,
}

impl portcullis::Roles for Everyone {
    const NAMES: &'static [&'static str] = &["admin"];
    const INCLUDES: &'static [u64] = &[u64::MAX];
    fn position(self) -> usize {
        0
    }
}

fn main() {}
