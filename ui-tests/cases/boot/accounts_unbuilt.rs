//! Rule: accounts are checked before they are taken
//! Expect: rustc names the two types

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

fn started(database: &Database, issuer: identity::Issuer) -> App {
    App::new(Environment::Production).accounts(Accounts::on(database, issuer))
}

fn main() {}
