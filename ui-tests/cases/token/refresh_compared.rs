//! Rule: tokens are not compared by `==`
//! Expect: rustc says that it has no `==`

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

fn in_a_hurry(one: &RefreshToken, other: &RefreshToken) -> bool {
    one == other
}

fn main() {}
