//! Rule: only the derive declares a form with files
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

use portcullis::contract::{FileRule, Files, SecureUpload};

struct Anything(Vec<u8>);

impl SecureUpload for Anything {
    const FILES: &'static [FileRule] = &[];
    type Fields = NewOrder;

    fn assemble(_: NewOrder, _: &mut Files) -> Option<Self> {
        None
    }
}

fn main() {}
