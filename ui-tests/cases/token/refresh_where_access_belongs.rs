//! Rule: a refresh token is no access token
//! Expect: rustc names the two types

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

fn call_the_shop(token: &AccessToken) {}

fn in_a_hurry(refresh: &RefreshToken) {
    call_the_shop(refresh);
}

fn main() {}
