//! Rule: passwords are hashed at a cost that OWASP recommends, or more
//! Expect: one error that names the costs to take

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

const CHEAP: PasswordCost = PasswordCost::argon2id(4096, 3, 1);

fn main() {}
