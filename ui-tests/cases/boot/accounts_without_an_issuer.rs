//! Rule: tokens of accounts have an issuer, an audience and keys
//! Expect: rustc names the missing argument

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

async fn started(database: &Database) {
    let accounts = Accounts::on(database).build();
}

fn main() {}
