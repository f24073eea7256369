//! Rule: only the accounts hash passwords
//! Expect: rustc names the two types

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

fn in_a_hurry(password: Secret<String>) -> identity::KeptPassword {
    identity::KeptPassword::from_stored(password)
}

fn main() {}
