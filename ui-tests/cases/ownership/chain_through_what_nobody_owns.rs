//! Rule: a path ends at an owner
//! Expect: one error at the path

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "replies", owner = "message.user_id")]
struct Answer {
    id: i64,
    #[resource(parent = Message)]
    message_id: i64,
}

fn main() {}
