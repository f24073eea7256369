//! Rule: only our own types leave
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

use portcullis::contract::{Cx, Reply, Route};

struct Plain;

impl<R: Route> Reply<R> for Plain {
    fn reply(self, _: &Cx<'_, R>) -> Result<axum::response::Response, Problem> {
        Ok(axum::response::Response::default())
    }
}

fn main() {}
