//! Rule: the routes of accounts are mounted, not served
//! Expect: rustc says that there is no such function

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

fn served() -> axum::Router {
    axum::Router::new().merge(identity::routes())
}

fn main() {}
