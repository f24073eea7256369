//! Rule: no type of the app makes itself fit for events
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Shown(String);

impl portcullis::events::EventValue for Shown {
    fn text(&self) -> String {
        self.0.clone()
    }
}

fn main() {}
