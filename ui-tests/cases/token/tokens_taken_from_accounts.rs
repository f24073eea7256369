//! Rule: only the routes of accounts sign anybody in
//! Expect: rustc says that the function is private

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

async fn in_a_hurry(accounts: &Accounts, password: &Secret<String>) {
    let tokens = accounts.sign_in("alice", password).await;
}

fn main() {}
