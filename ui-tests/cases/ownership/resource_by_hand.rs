//! Rule: only the derive declares a row
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

use portcullis::__private::{Refusal, Resource, Row};

struct Plain {
    id: i64,
}

impl Resource for Plain {
    type Id = i64;
    type Owner = i64;
    type InputColumns = ();
    type AppColumns = ();
    const TABLE: &'static str = "orders";
    const COLUMNS: &'static [&'static str] = &["id"];
    const KINDS: &'static [portcullis::__private::ColumnKind] = &[portcullis::__private::ColumnKind::Integer];
    const KEY: &'static str = "id";
    const OWNER: &'static str = "id";
    fn decode(_: &Row) -> Result<Self, Refusal> {
        Ok(Self { id: 1 })
    }
    fn id(&self) -> i64 {
        self.id
    }
}

fn main() {}
