//! Rule: headers begin at the strictest
//! Expect: rustc says that the fields are private

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis::{Framing, Loading, Origins, Referring, SecurityHeaders};
use portcullis_ui_tests::shop::*;

fn mounted() -> SecurityHeaders {
    SecurityHeaders { framing: Framing::SameOrigin, ..SecurityHeaders::strict() }
}

fn main() {}
