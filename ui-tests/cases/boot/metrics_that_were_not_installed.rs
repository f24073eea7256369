//! Rule: metrics come from their installation
//! Expect: rustc names the private constructor

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn mounted() {
    let metrics = portcullis::prometheus::Metrics(());
}

fn main() {}
