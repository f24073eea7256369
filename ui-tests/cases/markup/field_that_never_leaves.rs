//! Rule: what never leaves stands in no page
//! Expect: one error at the word that says it, prescribing a struct for the page

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Expose)]
#[markup(source = "<p>{{ note }}</p>")]
struct Note {
    #[expose(never)]
    note: String,
}

fn main() {}
