//! Rule: only a macro declares a change
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

use portcullis::__private::{Arguments, Change as Columns, Patches, Refusal};

struct Forged;

impl Columns<Order> for Forged {
    const COLUMNS: &'static [&'static str] = &["user_id"];
    fn bind(&self, _: &mut Arguments) -> Result<(), Refusal> {
        Ok(())
    }
}

impl Patches<Order> for Forged {}

fn main() {}
