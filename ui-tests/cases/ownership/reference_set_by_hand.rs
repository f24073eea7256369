//! Rule: only a `Ref` sets a column that refers to a row
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

struct AddressId(i64);

impl portcullis::contract::Sets<Ref<Address>> for AddressId {
    fn bind_to(&self, _: &mut portcullis::__private::Arguments) -> Result<(), portcullis::__private::Refusal> {
        Ok(())
    }
}

fn main() {}
