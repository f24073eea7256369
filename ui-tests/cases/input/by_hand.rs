//! Rule: only our own types are inputs
//! Expect: one error at the `impl`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

use portcullis::__private::{Admission, InputShape, Refusal};
use portcullis::contract::{Cx, Input, Route, slot::Plain};

struct Anything;

impl<'r, R: Route> Input<'r, R, Plain> for Anything {
    const SHAPE: InputShape = InputShape::UNKNOWN;
    type Vetted = ();
    fn vet(_: &Cx<'r, R>, _: &bytes::Bytes) -> Result<(), Refusal> {
        Ok(())
    }
    fn admit(_: (), _: &Cx<'r, R>) -> Admission<'r, Self> {
        Admission::Ready(Self)
    }
}

fn main() {}
