//! How accounts are set up.
//!
//! Floor 5. Every fault of the configuration is told at once.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::guesses::Guesses;
use super::own_table::OwnTable;
use super::sessions::{Lifetimes, Sessions};
use super::standing::Standing;
use super::statements::{Statements, fetch};
use super::store::AccountStore;
use super::tables::MIGRATIONS;
use super::{Accounts, Inner};
use crate::database::Database;
use crate::detectors::LoginDetectors;
use crate::password::{Hashers, PasswordCost, Strength};
use crate::role::{RoleRef, RoleSet, RoleTable, Roles};
use crate::token::Issuer;

const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Accounts that are being set up.
#[must_use = "accounts are there once they are built"]
pub struct AccountsBuilder {
    statements: Statements,
    issuer: Issuer,
    store: Option<Box<dyn AccountStore>>,
    cost: PasswordCost,
    hashing_threads: Option<usize>,
    strength: Strength,
    reserved: Vec<String>,
    newcomers: Vec<String>,
    access_lifetime: Duration,
    lifetimes: Lifetimes,
    believed_for: Duration,
    free_guesses: Option<u32>,
    faults: Vec<String>,
}

/// Why accounts are not set up: every reason at once.
#[derive(Debug)]
pub struct AccountsFault(Vec<String>);

impl AccountsFault {
    /// The reasons.
    pub fn faults(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Display for AccountsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("boot: the accounts are not set up:")?;
        self.0.iter().try_for_each(|fault| write!(f, "\n  - {fault}"))
    }
}

impl std::error::Error for AccountsFault {}

impl AccountsBuilder {
    pub(super) fn new(database: &Database, issuer: Issuer) -> Self {
        Self {
            statements: Statements::new(database.clone()),
            issuer,
            store: None,
            cost: PasswordCost::RECOMMENDED,
            hashing_threads: None,
            strength: Strength::default(),
            reserved: Vec::new(),
            newcomers: Vec::new(),
            access_lifetime: 15 * MINUTE,
            lifetimes: Lifetimes { refresh: 7 * DAY, session: 30 * DAY },
            believed_for: Duration::from_secs(1),
            free_guesses: None,
            faults: Vec::new(),
        }
    }

    /// Accounts that the app keeps in a table of its own. Sessions stay in the framework's.
    pub fn store(mut self, store: impl AccountStore) -> Self {
        self.store = Some(Box::new(store));
        self
    }

    /// What the hash of a password costs; [`PasswordCost::RECOMMENDED`] unless it is said.
    pub fn password_cost(mut self, cost: PasswordCost) -> Self {
        self.cost = cost;
        self
    }

    /// How many threads hash passwords, each in memory of its own; half as many as there are processors unless it is said. Up to 32
    /// more attempts wait for one; whoever comes then gets 503.
    pub fn hashing_threads(mut self, threads: usize) -> Self {
        if threads == 0 {
            self.faults
                .push("no thread hashes passwords, so nobody could sign in; give at least 1".to_owned());
        }
        self.hashing_threads = Some(threads);
        self
    }

    /// Takes none of the passwords in this file, which has one on each line; they are compared without case.
    pub fn blocked_passwords(mut self, path: impl Into<PathBuf>) -> Self {
        if let Err(fault) = self.strength.block(&path.into()) {
            self.faults.push(format!("the passwords that are not taken: {fault}"));
        }
        self
    }

    /// A rule of the app's own for new passwords, which gives the name of the rule that one breaks: for apps that are bound to rules of
    /// composition. The rule sees the password; it must keep nothing of it.
    pub fn password_rule(
        mut self,
        rule: impl Fn(&str) -> Result<(), &'static str> + Send + Sync + 'static,
    ) -> Self {
        self.strength.hook(Arc::new(rule));
        self
    }

    /// Names that nobody can register, nor any that looks like them, besides `admin`, `root`, `support` and their like.
    pub fn reserved_names(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.reserved.extend(names.into_iter().map(Into::into));
        self
    }

    /// The roles of who registers; none unless they are said.
    pub fn newcomers<R: Roles>(mut self, roles: impl IntoIterator<Item = R>) -> Self {
        self.newcomers.extend(roles.into_iter().map(|role| RoleRef::of(role).name().to_owned()));
        self
    }

    /// How long an access token lives: from a minute to an hour, 15 minutes unless it is said.
    pub fn access_lifetime(mut self, lifetime: Duration) -> Self {
        if !(MINUTE..=60 * MINUTE).contains(&lifetime) {
            self.faults.push("an access token lives from a minute to an hour".to_owned());
        }
        self.access_lifetime = lifetime;
        self
    }

    /// How long a refresh token can be traded: from an hour to 30 days, 7 days unless it is said.
    pub fn refresh_lifetime(mut self, lifetime: Duration) -> Self {
        if !(60 * MINUTE..=30 * DAY).contains(&lifetime) {
            self.faults.push("a refresh token lives from an hour to 30 days".to_owned());
        }
        self.lifetimes.refresh = lifetime;
        self
    }

    /// After how long a session ends however often its tokens were traded: from an hour to a year, 30 days unless it is said.
    pub fn session_lifetime(mut self, lifetime: Duration) -> Self {
        if !(60 * MINUTE..=366 * DAY).contains(&lifetime) {
            self.faults.push("a session lives from an hour to a year".to_owned());
        }
        self.lifetimes.session = lifetime;
        self
    }

    /// How long this process believes what it has read of a session and an account, unless it changes them itself or hears of a change: at most 10
    /// seconds, 1 unless it is said. On PostgreSQL the processes of an app hear of each other's changes at once, and where a word is lost, after so
    /// long; on SQLite after so long. Zero asks the database at every request.
    pub fn believed_for(mut self, time: Duration) -> Self {
        if time > Duration::from_secs(10) {
            self.faults
                .push("a session that another process ended may live here for at most 10 seconds".to_owned());
        }
        self.believed_for = time;
        self
    }

    /// After how many failed attempts at one name within 15 minutes each further one is answered later; 5 unless it is said.
    pub fn free_guesses(mut self, attempts: u32) -> Self {
        self.free_guesses = Some(attempts);
        self
    }

    /// The accounts.
    ///
    /// # Errors
    /// Every fault of the configuration at once.
    pub fn build(mut self) -> Result<Accounts, AccountsFault> {
        if !self.issuer.is_own() {
            self.faults
                .push("tokens of accounts are signed here, and the issuer is an outside one".to_owned());
        } else {
            self.faults.extend(self.issuer.account_faults());
        }
        if !self.issuer.ring.signs() {
            self.faults.push("the ring of keys has none that signs, so nobody could sign in".to_owned());
        }
        if !self.faults.is_empty() {
            return Err(AccountsFault(self.faults));
        }
        let hashers = Hashers::start(self.cost, self.hashing_threads);
        let hashers = hashers
            .map_err(|refusal| AccountsFault(vec![format!("no password can be hashed: {refusal}")]))?;
        let store = self.store.unwrap_or_else(|| Box::new(OwnTable(self.statements.clone())));
        Ok(Accounts {
            inner: Arc::new(Inner {
                sessions: Sessions { statements: self.statements.clone(), lifetimes: self.lifetimes },
                statements: self.statements,
                store,
                standing: Arc::new(Standing::new(self.believed_for)),
                listening: OnceLock::new(),
                hashers,
                strength: Arc::new(self.strength),
                guesses: Guesses::new(self.free_guesses),
                detectors: LoginDetectors::new(),
                issuer: Arc::new(self.issuer.with_sessions()),
                access_lifetime: self.access_lifetime,
                reserved: self.reserved,
                newcomers: self.newcomers,
                roles: OnceLock::new(),
            }),
        })
    }
}

impl Accounts {
    /// The roles of who registers.
    pub(crate) fn newcomers(&self, roles: RoleTable) -> RoleSet {
        roles.set(self.inner.newcomers.iter().map(String::as_str))
    }

    /// What of the framework's own tables is missing, in words.
    pub(crate) async fn table_faults(&self) -> Option<String> {
        // What is read is nothing; what is not there is an error all the same.
        const STATEMENTS: [&str; 2] = [
            "SELECT s.epoch, t.rotated_at FROM portcullis_sessions AS s JOIN portcullis_refresh_tokens AS t ON t.session = s.id LIMIT 0",
            "SELECT sessions_since FROM portcullis_accounts LIMIT 0",
        ];
        for statement in STATEMENTS {
            let session = self.inner.statements.alone();
            let arguments = session.arguments();
            if let Err(refusal) = fetch(&session, statement, arguments).await {
                return Some(format!(
                    "the tables of the accounts are not there or not readable; run `accounts.migrate()` as their owner: {refusal}"
                ));
            }
        }
        None
    }

    /// Makes the framework's own tables, or brings them up to date, in the database of the accounts.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn migrate(&self) -> Result<(), sqlx::Error> {
        Self::migrate_on(self.inner.statements.database()).await
    }

    /// The same by another connection, such as that of the role which owns the tables
    /// ([`Database::connect_to_migrate`]).
    ///
    /// # Errors
    /// What the database answers.
    pub async fn migrate_on(database: &Database) -> Result<(), sqlx::Error> {
        for migration in MIGRATIONS {
            database.run_script(*migration).await?;
        }
        Ok(())
    }
}
