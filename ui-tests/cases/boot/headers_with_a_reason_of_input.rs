//! Rule: a reason is fixed when the program is compiled
//! Expect: rustc says that it does not live long enough

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis::{Framing, Loading, Origins, Referring, SecurityHeaders};
use portcullis_ui_tests::shop::*;

fn mounted(reason: &str) -> SecurityHeaders {
    SecurityHeaders::strict().framing(Framing::SameOrigin, reason)
}

fn main() {}
