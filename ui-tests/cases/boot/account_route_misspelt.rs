//! Rule: a route of accounts that is left out is one that there is
//! Expect: rustc's own "no variant named"

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

fn mounted() -> identity::AccountRoutes {
    identity::routes().without(identity::AccountRoute::Registration)
}

fn main() {}
