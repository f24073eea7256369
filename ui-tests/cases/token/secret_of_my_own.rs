//! Rule: nothing but a secret of the operator is made a key
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::contract::KeySecret;

struct Mine(&'static str);

impl KeySecret for Mine {}

fn main() {}
