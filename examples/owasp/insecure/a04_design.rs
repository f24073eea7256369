//! Rule: a public route that changes state says how often
//! Expect: one error at `public`, prescribing `rate`
//!
//! A04:2021, A06:2025 Insecure Design: codes are tried until one fits.
//! The secure form is `src/a04_design.rs`; the guarantee's own program `ui-tests/cases/rate/public_write_without_quota.rs`.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[secure_input]
struct Redeemed {
    #[validate(length(min = 4, max = 20))]
    secret_code: Secret<String>,
}

#[secure_route(post = "/vouchers/redeem", public)]
async fn redeem(voucher: Valid<Json<Redeemed>>) -> NoContent {
    NoContent
}

fn main() {}
