//! Rule: there is no wildcard of origins
//! Expect: rustc says that there is no such function

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis::{Framing, Loading, Origins, Referring, SecurityHeaders};
use portcullis_ui_tests::shop::*;

fn mounted() -> App {
    App::new(Environment::Production).origins(Origins::wildcard())
}

fn main() {}
