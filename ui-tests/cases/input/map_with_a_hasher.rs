//! Rule: a map is one that a client cannot slow down
//! Expect: one error at the field's type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Default)]
struct Constant;

impl std::hash::Hasher for Constant {
    fn finish(&self) -> u64 {
        1
    }
    fn write(&mut self, _: &[u8]) {}
}

#[secure_input]
struct Input {
    #[validate(length(max = 9))]
    map: std::collections::HashMap<Text<9>, i64, std::hash::BuildHasherDefault<Constant>>,
}

fn main() {}
