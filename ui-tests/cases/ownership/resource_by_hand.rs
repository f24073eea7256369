//! Rule: only the derive declares a row
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

use portcullis::__private::{Refusal, Resource, Row, Table};

struct Plain {
    id: i64,
}

impl Resource for Plain {
    type Id = i64;
    type Belongs = portcullis::contract::ToNobody;
    type Level = portcullis::__private::NoLevels;
    type Apart = ();
    type InputColumns = ();
    type AppColumns = ();
    const TABLE: &'static Table = Order::TABLE;
    fn decode(_: &Row) -> Result<Self, Refusal> {
        Ok(Self { id: 1 })
    }
    fn id(&self) -> i64 {
        self.id
    }
}

fn main() {}
