//! Rule: a path ends at an owner
//! Expect: one error at the path

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Parent = Comment;

#[derive(Resource)]
#[resource(table = "comments", owner = "parent.user_id")]
struct Comment {
    id: i64,
    #[resource(parent = Parent)]
    parent_id: i64,
    user_id: i64,
}

fn main() {}
