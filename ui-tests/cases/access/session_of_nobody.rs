//! Rule: a public route has no caller, hence no session
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

#[secure_route(post = "/leave", public, rate = "5/min")]
async fn leave(caller: Principal) -> NoContent {
    let _ = caller.session_id();
    NoContent
}

fn main() {}
