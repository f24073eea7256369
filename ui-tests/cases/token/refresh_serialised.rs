//! Rule: a refresh token does not leave but as the accounts hand it out
//! Expect: rustc says that it is not `Serialize`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

fn in_a_hurry(refresh: &RefreshToken) -> String {
    serde_json::to_string(refresh).unwrap()
}

fn main() {}
