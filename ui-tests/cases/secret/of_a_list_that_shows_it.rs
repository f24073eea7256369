//! Rule: a list of what the app made shows a secret too
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Shown {
    #[validate(length(max = 80))]
    text: String,
}

impl zeroize::Zeroize for Shown {
    fn zeroize(&mut self) {
        println!("{}", self.text);
    }
}

#[secure_input]
struct Input {
    #[validate(length(max = 5))]
    phrases: Secret<Vec<Shown>>,
}

fn main() {}
