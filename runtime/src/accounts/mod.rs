//! Accounts: who may sign in, their passwords, their sessions, and the tokens of these.
//!
//! Floor 5. Knows nothing of routes. The database holds the truth; what is remembered of it is in `memory`, and `standing` asks both at every
//! request.

mod done;
mod guesses;
mod manage;
mod memory;
mod name;
mod others;
mod own_table;
mod refresh_token;
mod sessions;
mod sign_in;
mod standing;
mod start;
mod statements;
mod store;
mod tables;

pub use name::LoginName;
pub use refresh_token::RefreshToken;
pub use start::{AccountsBuilder, AccountsFault};
pub use store::{Account, AccountChange, AccountStore, NewAccount, StoreAnswer};

use portcullis_macros::Service;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use self::guesses::Guesses;
use self::sessions::Sessions;
use self::standing::Standing;
use self::statements::Statements;
use crate::database::{Database, Listening, Settings};
use crate::detectors::LoginDetectors;
use crate::password::{Hashers, Strength};
use crate::principal::Verified;
use crate::refusal::Refusal;
use crate::role::RoleTable;
use crate::token::{AccessToken, Issuer};

/// The accounts of an app.
///
/// [`Accounts::on`] begins them; [`App::accounts`](crate::App::accounts) takes them; [`identity::routes`](crate::identity::routes) are the routes by
/// which people register, sign in and out, and change their passwords. A clone is the same accounts.
///
/// ```no_run
/// use portcullis::identity::{self, Accounts, Issuer, KeyRing};
/// use portcullis::prelude::*;
///
/// # async fn start() -> Result<(), Box<dyn std::error::Error>> {
/// let database = Database::connect("sqlite://orders.db").await?;
/// let issuer = Issuer::own("https://orders.example", "orders-api", KeyRing::ephemeral());
/// let accounts = Accounts::on(&database, issuer).build()?;
/// accounts.migrate().await?;
/// let app = App::new(Environment::Development).database(database).accounts(accounts).mount(identity::routes());
/// app.build().await?.serve(([127, 0, 0, 1], 8080).into()).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Accounts {
    inner: Arc<Inner>,
}

/// What the routes of accounts work with. A type of its own, so that no handler of an app makes accounts, or changes them, by taking a parameter: what
/// an app wants beyond the routes it holds in a component of its own, with its reason.
#[derive(Service)]
pub(crate) struct Desk {
    #[service(holds = "signs people in, and asks after their sessions at every request")]
    accounts: Accounts,
}

impl Desk {
    pub(crate) fn of(accounts: Accounts) -> Self {
        Self { accounts }
    }
}

impl Deref for Desk {
    type Target = Accounts;

    fn deref(&self) -> &Accounts {
        &self.accounts
    }
}

struct Inner {
    statements: Statements,
    store: Box<dyn AccountStore>,
    sessions: Sessions,
    standing: Arc<Standing>,
    /// Where other processes tell of what they end, once the app is built.
    listening: OnceLock<Option<Listening>>,
    hashers: Hashers,
    strength: Arc<Strength>,
    guesses: Guesses,
    detectors: LoginDetectors,
    issuer: Arc<Issuer>,
    access_lifetime: Duration,
    reserved: Vec<String>,
    /// The roles of who registers.
    newcomers: Vec<String>,
    /// The app's roles, once it is built.
    roles: OnceLock<RoleTable>,
}

/// The tokens of a session, as they go to its client.
pub(crate) struct Tokens {
    pub(crate) access: AccessToken,
    pub(crate) refresh: RefreshToken,
    /// Seconds until the access token expires.
    pub(crate) expires_in: u64,
}

impl fmt::Debug for Accounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Accounts").field("issuer", &self.inner.issuer).finish_non_exhaustive()
    }
}

impl Accounts {
    /// Accounts of this database, whose tokens this issuer signs.
    pub fn on(database: &Database, issuer: Issuer) -> AccountsBuilder {
        AccountsBuilder::new(database, issuer)
    }

    pub(crate) fn issuer(&self) -> &Arc<Issuer> {
        &self.inner.issuer
    }

    /// What only the built app knows: its roles, and what PostgreSQL is told of the app itself.
    pub(crate) fn assemble(&self, roles: Option<RoleTable>, settings: Option<Settings>) {
        if let Some(roles) = roles {
            // An app is built once.
            let _ = self.inner.roles.set(roles);
        }
        self.inner.statements.tell(settings);
        // Their meters are those of the recorder that is installed by now.
        self.inner.detectors.start();
        self.inner.hashers.meters();
        self.inner
            .listening
            .get_or_init(|| others::listen(self.inner.statements.database(), &self.inner.standing));
    }

    /// Whether the session and the account of a token are still what they were, where that is remembered.
    pub(crate) fn remembered(&self, verified: &Verified) -> Option<Result<(), Refusal>> {
        let Some(session) = &verified.session else { return Some(Ok(())) };
        self.inner.standing.remembered(&verified.subject, session)
    }

    /// Whether the session and the account of a token are still what they were.
    ///
    /// # Errors
    /// 401 where they are not; 503 where the database does not answer.
    pub(crate) async fn check(&self, verified: &Verified) -> Result<(), Refusal> {
        let Some(session) = &verified.session else { return Ok(()) };
        self.inner.standing.check(&verified.subject, session, &self.inner.sessions, &*self.inner.store).await
    }
}
