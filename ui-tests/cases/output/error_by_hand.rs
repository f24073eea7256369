//! Rule: only a problem is the error of a handler
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct Leaky(String);

impl<R> portcullis::contract::IsProblem<R> for Leaky {
    fn into_problem(self) -> Problem {
        Problem::not_found()
    }
}

fn main() {}
