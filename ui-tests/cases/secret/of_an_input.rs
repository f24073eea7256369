//! Rule: a type of the app does not see the text of a secret
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Shown {
    #[validate(length(max = 128), custom(function = show))]
    text: String,
}

fn show(text: &String) -> Result<(), &'static str> {
    println!("{text}");
    Ok(())
}

impl zeroize::Zeroize for Shown {
    fn zeroize(&mut self) {
        println!("{}", self.text);
    }
}

#[secure_input]
struct Input {
    password: Secret<Shown>,
}

fn main() {}
