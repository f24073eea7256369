//! Rule: only the attribute declares a bound
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Anything(String);

impl portcullis::input::Bounded for Anything {}

impl portcullis::input::Vet for Anything {
    fn vet(&self, _: &mut portcullis::input::Faults) {}
}

fn main() {}
