//! Rule: only the attribute makes a route
//! Expect: one error at the `impl`, prescribing the attribute

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

use portcullis::__private::{Answer, Body, Cx, Declared, Route, STUB, caller, verb, waiver};

struct Open;

impl Route for Open {
    const DECLARED: &'static Declared = STUB;
    type Verb = verb::Full;
    type Parameters = portcullis::contract::Parameters<0>;
    type Caller = caller::Nobody;
    type RawInput = waiver::Waived;
    type RawOutput = waiver::Waived;
    type RawQuery = waiver::Waived;
    type Egress = portcullis::contract::outside::Nothing;
    type Exec = portcullis::contract::outside::Nothing;
    fn call<'r>(_: Cx<'r, Self>, _: Body) -> Answer<'r> {
        portcullis::__private::stub_answer()
    }
}

fn main() {}
