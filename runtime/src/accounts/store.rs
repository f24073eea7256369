//! Where accounts are: what is asked of a table of users, the app's own or the framework's.
//!
//! Floor 5.

use std::future::Future;
use std::pin::Pin;

use super::name::LoginName;
use crate::password::{KeptPassword, PasswordToKeep};
use crate::problem::Problem;

/// What a store of accounts answers.
pub type StoreAnswer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Problem>> + Send + 'a>>;

/// An account.
#[derive(Debug, Clone)]
pub struct Account {
    /// The subject of its tokens, by which rows name their owner. Never given to another account, not even after this one is deleted.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The organisation that it is of; `None` for none. Its roles are those held there.
    pub tenant: Option<String>,
    /// The names of its roles.
    pub roles: Vec<String>,
    /// Its password, hashed.
    pub password: KeptPassword,
    /// Whether nobody may sign in.
    pub disabled: bool,
    /// How often roles, password or state have changed: an access token of another epoch is dead.
    pub epoch: i64,
    /// The epoch since which sessions live: one that began in an earlier epoch is dead.
    pub sessions_since: i64,
}

/// A new account.
#[derive(Debug)]
pub struct NewAccount<'a> {
    /// What it is called.
    pub name: &'a LoginName,
    /// The organisation that it is of.
    pub tenant: Option<&'a str>,
    /// The names of its roles.
    pub roles: &'a [String],
    /// Its password, hashed.
    pub password: PasswordToKeep,
}

/// One change of an account.
#[derive(Debug)]
pub enum AccountChange {
    /// Another password: the epoch grows by one, and `sessions_since` becomes the new epoch.
    Password(PasswordToKeep),
    /// The same password, hashed at another cost: no epoch changes.
    Rehash(PasswordToKeep),
    /// Other roles: the epoch grows by one.
    Roles(Vec<String>),
    /// Nobody may sign in any more, or may again: the epoch grows by one, and `sessions_since` becomes the new epoch.
    Disabled(bool),
    /// Every session ends: the epoch grows by one, and `sessions_since` becomes the new epoch.
    EndSessions,
}

/// A table of accounts. An app with a table of users of its own implements this; the framework's own table is the default.
///
/// Every change is one statement: what it changes and the epochs change together or not at all, because the epochs are what ends tokens and
/// sessions. An error is 500 with an incident for the client, and the cause in the log.
pub trait AccountStore: Send + Sync + 'static {
    /// The account of this name ([`LoginName::login`]).
    fn find<'a>(&'a self, name: &'a LoginName) -> StoreAnswer<'a, Option<Account>>;

    /// The account of this id.
    fn get<'a>(&'a self, id: &'a str) -> StoreAnswer<'a, Option<Account>>;

    /// Makes an account, and gives its id; `None` where another has its name ([`LoginName::login`]) or one that looks like it
    /// ([`LoginName::look`]).
    fn insert<'a>(&'a self, account: NewAccount<'a>) -> StoreAnswer<'a, Option<String>>;

    /// Changes an account that is still in this epoch; `false` where there is none, so that of two changes at once one is lost and
    /// known to be.
    fn change<'a>(&'a self, id: &'a str, epoch: i64, change: AccountChange) -> StoreAnswer<'a, bool>;

    /// Deletes an account that is still in this epoch; `false` where there is none, so that no proof outlives the password or the state that
    /// it was of.
    fn delete<'a>(&'a self, id: &'a str, epoch: i64) -> StoreAnswer<'a, bool>;
}
