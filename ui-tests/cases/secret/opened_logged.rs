//! Rule: what was sealed is not logged.
//! Expect: that it has no `Display`.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

/// As a log does that takes what can be displayed.
fn line(value: &dyn std::fmt::Display) {}

fn log(phone: &Sealed<String>) -> Result<(), Problem> {
    let phone = phone.open()?;
    line(&phone);
    Ok(())
}

fn main() {}
