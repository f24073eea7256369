//! Rule: what is loosened has a reason
//! Expect: rustc says that an argument is missing

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis::{Framing, Loading, Origins, Referring, SecurityHeaders};
use portcullis_ui_tests::shop::*;

fn mounted() -> App {
    App::new(Environment::Production).headers(SecurityHeaders::strict().framing(Framing::SameOrigin))
}

fn main() {}
