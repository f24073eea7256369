//! Rule: a sealed column says to whom it leaves, also where a macro wrote it.
//! Expect: at its type, that a role or the owner is named.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

macro_rules! customer {
    ($type:ty) => {
        #[derive(Resource, Expose)]
        #[resource(table = "customers", owner = "user_id")]
        struct Customer {
            id: i64,
            user_id: i64,
            phone: $type,
        }
    };
}

customer!(Sealed<String>);

fn main() {}
