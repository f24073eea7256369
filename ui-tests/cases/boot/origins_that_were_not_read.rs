//! Rule: a text that is no origin does not start
//! Expect: rustc names the two types

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis::{Framing, Loading, Origins, Referring, SecurityHeaders};
use portcullis_ui_tests::shop::*;

fn mounted(origin: &str) -> App {
    App::new(Environment::Production).origins(Origins::list([origin]))
}

fn main() {}
