//! Rule: a component holds no process without a reason
//! Expect: one error at the type of the field

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Service)]
struct Pings {
    command: std::sync::Mutex<std::process::Command>,
}

fn main() {}
