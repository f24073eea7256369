//! Rule: a set is of its own rows
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "papers", owner = "user_id")]
struct Paper {
    id: i64,
    user_id: i64,
}

impl<'r> portcullis::contract::RowSet<'r, Paper> for OwnedSet<'r, Order> {
    type Columns = portcullis::contract::EveryColumn;

    fn part(&self) -> portcullis::contract::Part<'r> {
        portcullis::contract::rows_of::<Order, false, _>(self)
    }
}

fn main() {}
