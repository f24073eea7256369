//! Rule: the name of an event is a literal of `event!`, not a constant that a hand declares
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Tried;

impl portcullis::events::EventName for Tried {
    const NAME: &'static str = "login_tried";
    const FIELDS: &'static [&'static str] = &["password"];
}

fn main() {}
