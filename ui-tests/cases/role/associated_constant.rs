//! Rule: an associated constant cannot pose as a role
//! Expect: one error at the literal, asking for the variant

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

trait Nicknames {
    const BOSS: Role;
}

#[allow(non_upper_case_globals)]
mod roles {
    #[derive(Clone, Copy, portcullis::Role)]
    pub enum Role {
        Customer,
        Admin,
    }

    impl Role {
        pub const Boss: Self = Self::Customer;
    }
}

mod routes {
    use super::roles::Role;
    use super::{Done, Json, secure_route};

    #[secure_route(get = "/done", role = "boss")]
    async fn handler() -> Json<Done> {
        Json(Done { done: true })
    }
}

fn main() {}
