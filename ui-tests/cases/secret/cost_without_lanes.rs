//! Rule: a hash has at least one lane
//! Expect: one error that names the costs to take

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

const NONE: PasswordCost = PasswordCost::argon2id(65536, 3, 0);

fn main() {}
