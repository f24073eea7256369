//! Rule: no other origin acts with the credentials of a browser
//! Expect: rustc says that there is no such method

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis::{Framing, Loading, Origins, Referring, SecurityHeaders};
use portcullis_ui_tests::shop::*;

fn mounted(origins: Origins) -> App {
    App::new(Environment::Production).origins(origins.allow_credentials(true))
}

fn main() {}
