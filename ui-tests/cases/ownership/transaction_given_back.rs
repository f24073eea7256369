//! Rule: a transaction is lent, not given back
//! Expect: one error

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

async fn keep<'r>(tx: Tx<'r>) -> Tx<'static> {
    tx
}

fn main() {}
