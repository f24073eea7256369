//! Rule: a component of the app comes as `Service<T>`
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/sweep", role = "admin", rate = "5/min")]
async fn sweep(accounts: Accounts) -> NoContent {
    NoContent
}

fn main() {}
