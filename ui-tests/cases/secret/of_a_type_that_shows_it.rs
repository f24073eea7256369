//! Rule: a type of the app does not see the text of a secret
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
    smtp_password: Secret<Shown>,
}

fn main() {}
