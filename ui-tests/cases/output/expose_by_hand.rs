//! Rule: only the derive declares what leaves
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

use portcullis::__private::{Exposed, Viewer, serde::Serializer};

struct Plain {
    item: i64,
}

impl Exposed for Plain {
    fn expose<S: Serializer>(&self, _: &Viewer, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_i64(self.item)
    }
}

fn main() {}
