//! Rule: only the framework's own sets are read
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

struct Forged;

impl<'r> portcullis::contract::RowSet<'r, Paper> for Forged {
    type Columns = portcullis::contract::EveryColumn;

    fn part(&self) -> portcullis::contract::Part<'r> {
        unreachable!()
    }
}

fn main() {}
