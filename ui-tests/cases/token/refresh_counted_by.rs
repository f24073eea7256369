//! Rule: a quota does not count by a credential
//! Expect: one error at the quota

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Trade {
    refresh_token: RefreshToken,
}

#[secure_route(post = "/trade", public, rate = "5/min by ip+body.refresh_token")]
async fn trade(input: Valid<Json<Trade>>) -> NoContent {
    NoContent
}

fn main() {}
