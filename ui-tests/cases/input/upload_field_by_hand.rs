//! Rule: what a field of files is, the framework says
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

use portcullis::contract::FileField;

struct Anything(Vec<u8>);

impl FileField for Anything {
    fn of(files: Vec<UploadedFile>) -> Option<Self> {
        Some(Self(files.first()?.bytes().to_vec()))
    }
}

fn main() {}
