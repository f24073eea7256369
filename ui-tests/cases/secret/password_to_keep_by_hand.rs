//! Rule: only the accounts make a hash to keep
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn to_keep(hash: PasswordHash) -> portcullis::identity::PasswordToKeep {
    portcullis::identity::PasswordToKeep(hash)
}

fn main() {}
