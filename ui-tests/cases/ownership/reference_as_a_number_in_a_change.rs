//! Rule: an id of another row is a `Ref`, in the app's own change too
//! Expect: one error at the field, naming `Ref`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Change)]
#[change(patches = Item)]
struct Sent {
    address_id: i64,
}

fn main() {}
