//! Rule: a refresh token is kept as its hash alone
//! Expect: one error at the field's type

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

#[derive(Resource)]
#[resource(table = "devices", owner = "user_id")]
struct Device {
    id: i64,
    user_id: i64,
    refresh_token: RefreshToken,
}

fn main() {}
