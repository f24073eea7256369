//! Rule: a secret is no key of a map
//! Expect: one error at `insert`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Seen = std::collections::HashMap<Secret<String>, u32>;

fn count(seen: &mut Seen, token: Secret<String>) {
    seen.insert(token, 1);
}

fn main() {}
