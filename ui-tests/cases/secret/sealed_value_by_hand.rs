//! Rule: what can be sealed is not said by hand.
//! Expect: at the `impl`, that it is to be removed.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

struct Phone(String);

impl zeroize::Zeroize for Phone {
    fn zeroize(&mut self) {}
}

impl portcullis::SealedValue for Phone {}

fn main() {}
