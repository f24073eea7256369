//! Rule: sealed values are not compared: two of one value differ.
//! Expect: that there is no `==` for them.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

fn same(one: &Sealed<String>, other: &Sealed<String>) -> bool {
    one == other
}

fn main() {}
