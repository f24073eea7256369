//! Rule: only the attribute declares an input
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(portcullis::__private::serde::Deserialize)]
#[serde(crate = "portcullis::__private::serde")]
struct Anything {
    item: i64,
}

impl portcullis::input::SecureInput for Anything {
    const FIELDS: &'static [&'static str] = &["item"];
}

impl portcullis::input::Vet for Anything {
    fn vet(&self, _: &mut portcullis::input::Faults) {}
}

fn main() {}
