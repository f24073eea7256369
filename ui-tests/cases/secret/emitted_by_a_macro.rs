//! Rule: an input that a macro by example writes is judged alike
//! Expect: one error at the type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

macro_rules! input {
    ($name:ident, $field:ident: $type:ty) => {
        #[secure_input]
        struct $name {
            #[validate(length(max = 128))]
            $field: $type,
        }
    };
}

input!(Login, password: String);

fn main() {}
