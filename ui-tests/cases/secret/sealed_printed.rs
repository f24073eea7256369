//! Rule: a sealed value is not printed.
//! Expect: that it has no `Display`.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

fn print(phone: &Sealed<String>) {
    println!("{phone}");
}

fn main() {}
