//! Rule: the role of admins is one of the app's own
//! Expect: one error that says so

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::identity::{self, AccessToken, Account, AccountChange, AccountStore, Accounts, LoginName, NewAccount, RefreshToken, StoreAnswer};
use portcullis::prelude::*;
use portcullis::{PasswordCost, PasswordHash};
use portcullis_ui_tests::shop::*;

fn mounted() -> App {
    App::new(Environment::Production).mount(identity::routes().administered_by("admin"))
}

fn main() {}
