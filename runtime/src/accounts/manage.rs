//! Accounts made, changed and ended.
//!
//! Floor 5. An epoch changes in the statement that changes the account; what follows only sweeps.

use super::done::Done;
use super::name::LoginName;
use super::standing::Ended;
use super::store::{Account, AccountChange, NewAccount};
use super::{Accounts, Tokens};
use crate::events::{Event, Name, Scene, notice};
use crate::password::Match;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::refusal::{FieldFault, Refusal};
use crate::role::{RoleRef, Roles};
use crate::secret::Secret;

fn fault(field: &str, rule: &'static str) -> Refusal {
    Refusal::Invalid(vec![FieldFault::new(field, rule)])
}

impl Accounts {
    /// Makes an account for a job or a script of the app: of any name, with roles. Gives its id, which is the subject of its tokens; `None`
    /// where another account has the name or one that looks like it.
    ///
    /// # Errors
    /// 422 for what is no name or a password that is not taken; 503 where the database does not answer.
    pub async fn create<R: Roles>(
        &self,
        name: &str,
        password: &Secret<String>,
        tenant: Option<&str>,
        roles: impl IntoIterator<Item = R>,
    ) -> Result<Option<String>, Problem> {
        let name = LoginName::read(name).ok_or_else(|| fault("name", "not_a_name"))?;
        let roles: Vec<String> = roles.into_iter().map(|role| RoleRef::of(role).name().to_owned()).collect();
        let made = self.insert(&name, password, tenant, &roles).await?;
        if let Some(account) = &made {
            notice(Name::UserCreated, account, "by the app itself");
        }
        Ok(made)
    }

    async fn insert(
        &self,
        name: &LoginName,
        password: &Secret<String>,
        tenant: Option<&str>,
        roles: &[String],
    ) -> Result<Option<String>, Problem> {
        let inner = &*self.inner;
        let password = inner.hashers.hash(password, &inner.strength, name.words()).await?;
        inner.store.insert(NewAccount { name, tenant, roles, password }).await
    }

    /// Registers an account with the roles of newcomers. Whether the name was taken is not told.
    ///
    /// # Errors
    /// 422 for what is no name, a reserved name, or a password that is not taken; 503 where the database does not answer or too many
    /// passwords are being hashed.
    pub(crate) async fn register(
        &self,
        name: &str,
        password: &Secret<String>,
        scene: Scene<'_>,
    ) -> Result<(), Problem> {
        let name = LoginName::read(name).ok_or_else(|| fault("name", "not_a_name"))?;
        if name.is_reserved(&self.inner.reserved) {
            return Err(fault("name", "reserved").into());
        }
        let made = self.insert(&name, password, None, &self.inner.newcomers).await?;
        match made {
            Some(account) => {
                Event::new(Name::UserCreated, scene).account(&account).reason("registered").write();
            }
            None => Event::new(Name::UserCreateFail, scene).reason("the name is taken").write(),
        }
        Ok(())
    }

    /// The account of a caller who has proved again to know its password; `None` where the password is another.
    ///
    /// # Errors
    /// 401 where the caller's session has ended while the proof was awaited.
    pub(crate) async fn proved(
        &self,
        caller: &Principal<'_>,
        password: &Secret<String>,
        scene: Scene<'_>,
    ) -> Result<Option<Account>, Refusal> {
        let inner = &*self.inner;
        let account = self.account(caller.subject()).await?;
        // A guess is a guess, also of who has a token of the account.
        let name = LoginName::read(&account.name);
        let counted = name.as_ref().map_or(&*account.name, LoginName::login);
        let waited = inner.guesses.wait(counted).await?;
        let found = inner.hashers.compare(password, Some(account.password.clone())).await?;
        inner.guesses.settle(counted, waited, found == Match::No).await?;
        if found == Match::No {
            Event::new(Name::PasswordChangeFail, scene).reason("the current password is another").write();
            inner.detectors.failed(counted, Some(&account.id), scene);
        }
        self.check(caller.verified()).await?;
        Ok((found != Match::No).then_some(account))
    }

    async fn account(&self, subject: &str) -> Result<Account, Refusal> {
        let account = self.inner.store.get(subject).await.map_err(Problem::into_refusal)?;
        account.ok_or(Refusal::NotFound)
    }

    /// Changes the password. Every session ends; the caller's goes on as a new one.
    ///
    /// # Errors
    /// 409 where the account was changed meanwhile, 422 where the password is not taken.
    pub(crate) async fn change_password(
        &self,
        mut account: Account,
        password: &Secret<String>,
        scene: Scene<'_>,
    ) -> Result<Tokens, Refusal> {
        let inner = &*self.inner;
        let words = LoginName::read(&account.name).map(|name| name.words()).unwrap_or_default();
        let hash = inner.hashers.hash(password, &inner.strength, words).await?;
        self.change(&account, AccountChange::Password(hash), scene).await?;
        account.epoch = account.epoch.saturating_add(1);
        self.begin(&account, scene).await
    }

    /// One change of an account as it was read, known to this process at once.
    async fn change(
        &self,
        account: &Account,
        change: AccountChange,
        scene: Scene<'_>,
    ) -> Result<(), Refusal> {
        let sweeps = !matches!(change, AccountChange::Roles(_) | AccountChange::Rehash(_));
        let (accounts, id, epoch) = (self.clone(), account.id.clone(), account.epoch);
        let done = Done::of(&change, &account.id);
        let changing = async move { accounts.inner.store.change(&id, epoch, change).await };
        self.ending(Ended::Account(account.id.clone()), done, changing, scene).await?;
        if sweeps {
            self.sweep(&account.id, epoch.saturating_add(1)).await;
        }
        Ok(())
    }

    /// Ends or changes this whether or not its caller goes away meanwhile: the database would finish what it has begun, and what a request had read just
    /// before would be remembered. Then this process forgets it, the log says it, and the others are told.
    ///
    /// # Errors
    /// 409 where it was changed meanwhile, so that `work` gave `false`.
    async fn ending(
        &self,
        ended: Ended,
        told: Done,
        work: impl Future<Output = Result<bool, Problem>> + Send + 'static,
        scene: Scene<'_>,
    ) -> Result<(), Refusal> {
        let (accounts, scene) = (self.clone(), scene.to_owned());
        let ending = tokio::spawn(async move {
            let forgetting = accounts.inner.standing.forgetting(&ended);
            let done = work.await;
            drop(forgetting);
            if !done.map_err(Problem::into_refusal)? {
                return Err(Refusal::Conflict);
            }
            told.write(scene.scene());
            accounts.tell(&ended).await;
            Ok(())
        });
        ending.await.map_err(Refusal::internal)?
    }

    /// Sessions that are dead by the epoch need no row. Without it they are as dead.
    async fn sweep(&self, subject: &str, before: i64) {
        if let Err(refusal) = self.inner.sessions.sweep(subject, before).await {
            tracing::warn!(target: "portcullis::identity", subject, "ended sessions were not swept: {refusal}");
        }
    }

    /// Ends one session.
    pub(crate) async fn end_session(
        &self,
        session: &str,
        subject: &str,
        scene: Scene<'_>,
    ) -> Result<(), Refusal> {
        let (accounts, id) = (self.clone(), session.to_owned());
        let ending = async move { Ok(accounts.inner.sessions.end(&id).await.map(|()| true)?) };
        let done = Done {
            name: Name::TokenRevoked,
            account: subject.to_owned(),
            reason: "its session has ended".into(),
        };
        self.ending(Ended::Session(session.to_owned()), done, ending, scene).await
    }

    /// Since which epoch the sessions of a caller live.
    pub(crate) async fn sessions_since(&self, subject: &str) -> Result<i64, Refusal> {
        Ok(self.account(subject).await?.sessions_since)
    }

    /// Ends every session of an account.
    pub(crate) async fn end_sessions(&self, subject: &str, scene: Scene<'_>) -> Result<(), Refusal> {
        let account = self.account(subject).await?;
        self.change(&account, AccountChange::EndSessions, scene).await
    }

    /// Deletes an account as it was read.
    ///
    /// # Errors
    /// 409 where the account was changed meanwhile.
    pub(crate) async fn delete(&self, account: &Account, scene: Scene<'_>) -> Result<(), Refusal> {
        let (accounts, id, epoch) = (self.clone(), account.id.clone(), account.epoch);
        let deleting = async move { accounts.inner.store.delete(&id, epoch).await };
        let done = Done { name: Name::UserDeleted, account: account.id.clone(), reason: "deleted".into() };
        self.ending(Ended::Account(account.id.clone()), done, deleting, scene).await?;
        self.sweep(&account.id, i64::MAX).await;
        Ok(())
    }

    /// The account that an admin names: one of the admin's organisation, or else the 404 of one that does not exist.
    pub(crate) async fn administered(&self, id: &str, tenant: Option<&str>) -> Result<Account, Refusal> {
        Some(self.account(id).await?)
            .filter(|account| account.tenant.as_deref() == tenant)
            .ok_or(Refusal::NotFound)
    }

    /// The same by name.
    pub(crate) async fn administered_by_name(
        &self,
        name: &str,
        tenant: Option<&str>,
    ) -> Result<Account, Refusal> {
        let name = LoginName::read(name).ok_or(Refusal::NotFound)?;
        let account = self.inner.store.find(&name).await.map_err(Problem::into_refusal)?;
        account.filter(|account| account.tenant.as_deref() == tenant).ok_or(Refusal::NotFound)
    }

    /// Lets nobody sign in any more, or lets them again.
    pub(crate) async fn set_disabled(
        &self,
        account: &Account,
        disabled: bool,
        scene: Scene<'_>,
    ) -> Result<(), Refusal> {
        self.change(account, AccountChange::Disabled(disabled), scene).await
    }

    /// Gives an account these roles and no others.
    ///
    /// # Errors
    /// 422 for a role that the app does not have; 409 where the account was changed meanwhile.
    pub(crate) async fn set_roles(
        &self,
        account: &Account,
        roles: Vec<String>,
        scene: Scene<'_>,
    ) -> Result<(), Refusal> {
        let known = self.inner.roles.get();
        if roles.iter().any(|role| known.is_none_or(|known| !known.knows(role))) {
            return Err(fault("roles", "unknown_role"));
        }
        self.change(account, AccountChange::Roles(roles), scene).await
    }
}
