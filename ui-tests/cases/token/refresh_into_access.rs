//! Rule: the kinds of tokens do not convert
//! Expect: rustc says that there is no such conversion

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

fn in_a_hurry(refresh: RefreshToken) -> AccessToken {
    refresh.into()
}

fn main() {}
