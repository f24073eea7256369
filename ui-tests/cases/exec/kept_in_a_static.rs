//! Rule: a program is started by the request that it was handed to
//! Expect: one error in the body: the borrow escapes

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/pings", role = "customer", exec = "ping")]
async fn ping(exec: Exec) -> Result<NoContent, Problem> {
    *KEPT.lock().unwrap() = Some(exec);
    Ok(NoContent)
}

static KEPT: std::sync::Mutex<Option<Exec<'static>>> = std::sync::Mutex::new(None);

fn main() {}
