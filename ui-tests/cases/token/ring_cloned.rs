//! Rule: keys have one place and are not copied
//! Expect: one error at the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::KeyRing;

#[derive(Clone)]
struct Settings {
    keys: KeyRing,
}

fn main() {}
