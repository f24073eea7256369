//! Rule: a list of what the app made shows a secret too
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(serde::Deserialize)]
struct Shown(String);

impl zeroize::Zeroize for Shown {
    fn zeroize(&mut self) {
        println!("{}", self.0);
    }
}

struct Settings {
    passwords: Secret<Vec<Shown>>,
}

fn main() {}
