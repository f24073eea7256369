//! Rule: the quotas of a route are constants that a reviewer reads
//! Expect: rustc says that the value does not live long enough

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

fn mounted(limit: u32) -> identity::AccountRoutes {
    let quotas = [portcullis::Quota { limit, seconds: 60, keys: &[portcullis::QuotaKey::Ip] }];
    identity::routes().quotas(identity::AccountRoute::Login, &quotas)
}

fn main() {}
