//! Rule: a row that a macro by example writes is judged alike
//! Expect: one error at the type of the column

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

macro_rules! row {
    ($name:ident, $field:ident: $type:ty) => {
        #[derive(Resource)]
        #[resource(table = "users", owner = "id")]
        struct $name {
            id: i64,
            $field: $type,
        }
    };
}

row!(User, password: String);

fn main() {}
