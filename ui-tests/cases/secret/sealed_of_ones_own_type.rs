//! Rule: no type of the application sees what is sealed.
//! Expect: at its type, that it cannot be sealed.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

struct Phone(String);

#[derive(Resource, Expose)]
#[resource(table = "customers", owner = "user_id")]
struct Customer {
    id: i64,
    user_id: i64,
    #[expose(never)]
    phone: Sealed<Phone>,
}

fn main() {}
