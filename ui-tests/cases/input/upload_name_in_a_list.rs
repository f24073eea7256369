//! Rule: the name of a stored file never comes from a client
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Names = Vec<StoredName>;

#[secure_input]
struct Chosen {
    #[validate(length(max = 3))]
    avatars: Names,
}

fn main() {}
