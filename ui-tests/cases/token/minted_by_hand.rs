//! Rule: an application mints no token for whom it likes
//! Expect: one error at the request, naming the routes of the accounts and the feature for tests

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{AccessToken, Issuer, MintFault, TokenRequest};

fn anybody(issuer: &Issuer) -> Result<AccessToken, MintFault> {
    issuer.mint(&TokenRequest::new(1))
}

fn main() {}
