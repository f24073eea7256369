//! Rule: only a client's request or the accounts make a refresh token
//! Expect: rustc says that its field is private

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

fn in_a_hurry(text: String) -> RefreshToken {
    RefreshToken(text.into())
}

fn main() {}
