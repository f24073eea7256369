//! Rule: what keeps a secret is not said by hand
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Password(String);

impl portcullis::contract::SecretKept for Password {}

impl portcullis::contract::Vet for Password {
    fn vet(&self, _: &mut portcullis::input::Faults) {}
}

fn main() {}
