//! Rule: the text of SQL is fixed when the program is compiled
//! Expect: one error at the formatted text

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

async fn purge(database: &Database, table: String) {
    let _ = database.run_script(format!("DELETE FROM {table}")).await;
}

fn main() {}
