//! Rule: a refresh token does not leave in an app's own reply
//! Expect: one error at the field's type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

#[derive(Expose)]
struct SignedIn {
    refresh_token: RefreshToken,
}

fn main() {}
