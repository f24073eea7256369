//! Signing in, and staying signed in.
//!
//! Floor 5. Every way to fail gets one answer.

use std::time::Duration;

use super::name::LoginName;
use super::refresh_token::RefreshToken;
use super::sessions::{now, now_millis};
use super::standing::Ended;
use super::store::Account;
use super::{Accounts, Tokens};
use crate::events::{Event, Name, Scene};
use crate::password::Match;
use crate::problem::Problem;
use crate::refusal::Refusal;
use crate::secret::Secret;
use crate::token::{AccessToken, EPOCH_CLAIM, SESSION_CLAIM, TokenRequest};

/// For how long a second use of a refresh token is taken for a reply that was lost on the way.
const LOST_REPLY: i64 = 10_000;

impl Accounts {
    /// Signs in by name and password.
    ///
    /// # Errors
    /// The same 401 for a name without an account, a wrong password and a disabled account; 503 where the database does not answer
    /// or too many passwords are being hashed.
    pub(crate) async fn sign_in(
        &self,
        name: &str,
        password: &Secret<String>,
        scene: Scene<'_>,
    ) -> Result<Tokens, Refusal> {
        let inner = &*self.inner;
        // What cannot be a name is one that no account has.
        let name = LoginName::read(name);
        let counted = name.as_ref().map_or("", LoginName::login);
        let waited = inner.guesses.wait(counted).await?;
        let account = match &name {
            Some(name) => inner.store.find(name).await.map_err(Problem::into_refusal)?,
            None => None,
        };
        let hash = account.as_ref().map(|account| account.password.clone());
        let found = inner.hashers.compare(password, hash).await?;
        let (account, failed) = match account {
            Some(account) if found == Match::No => (Some(account), Some("another password")),
            Some(account) if account.disabled => (Some(account), Some("the account is disabled")),
            Some(account) => (Some(account), None),
            None => (None, Some("no account has the name")),
        };
        inner.guesses.settle(counted, waited, failed.is_some()).await?;
        if let Some(why) = failed {
            let id = account.as_ref().map(|account| &*account.id);
            let event = Event::new(Name::LoginFail, scene).status(401).reason(why);
            id.into_iter().fold(event, Event::account).write();
            inner.detectors.failed(counted, id, scene);
        }
        let (Some(account), None) = (account, failed) else {
            return Err(Refusal::SignInRefused("unknown name, wrong password, or disabled"));
        };
        if found == Match::YesAtAnotherCost {
            self.rehash(&account, password, scene).await;
        }
        let tokens = self.begin(&account, scene).await?;
        Event::new(Name::LoginSuccess, scene).account(&account.id).reason("by password").write();
        Ok(tokens)
    }

    /// Hashes a password anew at today's cost. Whether that succeeds changes nothing for who signs in.
    async fn rehash(&self, account: &Account, password: &Secret<String>, scene: Scene<'_>) {
        let Ok(hash) = self.inner.hashers.rehash(password).await else { return };
        let change = super::AccountChange::Rehash(hash);
        match self.inner.store.change(&account.id, account.epoch, change).await {
            Ok(true) => Event::new(Name::PasswordRehash, scene).account(&account.id).write(),
            // Somebody else has changed it meanwhile.
            Ok(false) => {}
            Err(problem) => {
                let reason = problem.into_refusal().to_string();
                tracing::warn!(target: "portcullis::identity", reason, "a password was not hashed anew");
            }
        }
    }

    /// Begins a session of an account as it was read: if it has changed since, the session is dead already.
    pub(super) async fn begin(&self, account: &Account, scene: Scene<'_>) -> Result<Tokens, Refusal> {
        let begun = self.inner.sessions.begin(&account.id, account.epoch).await?;
        for session in begun.ended {
            let ended = Ended::Session(session);
            self.inner.standing.forget(&ended);
            self.tell(&ended).await;
            let reason = "not used for long, or one of too many";
            Event::new(Name::SessionExpired, scene).account(&account.id).reason(reason).write();
        }
        // Sessions whose people never come back leave their rows to those who do.
        if rand::random::<u8>() < 16
            && let Err(refusal) = self.inner.sessions.sweep_ended().await
        {
            tracing::warn!(target: "portcullis::identity", "ended sessions were not swept: {refusal}");
        }
        let tokens = self.tokens(account, &begun.id, begun.ends_at, begun.refresh)?;
        Event::new(Name::SessionCreated, scene).account(&account.id).write();
        Event::new(Name::TokenCreated, scene).account(&account.id).write();
        Ok(tokens)
    }

    fn tokens(
        &self,
        account: &Account,
        session: &str,
        ends_at: i64,
        refresh: RefreshToken,
    ) -> Result<Tokens, Refusal> {
        let left = Duration::from_secs(u64::try_from(ends_at.saturating_sub(now())).unwrap_or(0));
        let lifetime = self.inner.access_lifetime.min(left);
        Ok(Tokens {
            access: self.access_token(account, session, lifetime)?,
            refresh,
            expires_in: lifetime.as_secs(),
        })
    }

    fn access_token(
        &self,
        account: &Account,
        session: &str,
        lifetime: Duration,
    ) -> Result<AccessToken, Refusal> {
        let request = TokenRequest::new(&account.id).role_names(&account.roles).lasting(lifetime);
        let request = request.claim(SESSION_CLAIM, session).claim(EPOCH_CLAIM, account.epoch);
        let request = match &account.tenant {
            Some(tenant) => request.tenant(tenant),
            None => request,
        };
        self.inner.issuer.sign(&request).map_err(Refusal::internal)
    }

    /// Trades a refresh token.
    ///
    /// # Errors
    /// The same 401 for a token that was never made, has expired, was traded before, or whose session or account has ended. Where it was
    /// traded more than ten seconds ago, somebody has it who should not, and the session ends.
    pub(crate) async fn refresh(&self, token: &RefreshToken, scene: Scene<'_>) -> Result<Tokens, Refusal> {
        let inner = &*self.inner;
        let refused = |name, account: Option<&str>, why| {
            let event = Event::new(name, scene).status(401).reason(why);
            account.into_iter().fold(event, Event::account).write();
            Err(Refusal::SignInRefused("the refresh token proves nothing"))
        };
        let Some(presented) = inner.sessions.presented(token).await? else {
            return refused(Name::TokenFail, None, "no session has the refresh token");
        };
        let subject = &*presented.state.subject;
        if let Some(rotated_at) = presented.rotated_at {
            if now_millis().saturating_sub(rotated_at) > LOST_REPLY {
                self.end_session(&presented.session, subject, scene).await?;
                let why = "a refresh token was used again; its session has ended";
                return refused(Name::TokenReuse, Some(subject), why);
            }
            return refused(Name::TokenFail, Some(subject), "the refresh token was traded a moment ago");
        }
        let now = now();
        if presented.expires_at <= now || presented.state.ends_at <= now {
            return refused(
                Name::UseAfterExpire,
                Some(subject),
                "the refresh token or its session has expired",
            );
        }
        let account = inner.store.get(subject).await.map_err(Problem::into_refusal)?;
        let Some(account) = account else {
            return refused(Name::UseAfterExpire, Some(subject), "the account is gone");
        };
        if account.disabled || presented.state.epoch < account.sessions_since {
            return refused(
                Name::UseAfterExpire,
                Some(subject),
                "the account is disabled, or the session has ended",
            );
        }
        // Signed before the old token is spent, so that a key that does not sign costs nobody the session.
        let left = u64::try_from(presented.state.ends_at.saturating_sub(now)).unwrap_or(0);
        let lifetime = inner.access_lifetime.min(Duration::from_secs(left));
        let access = self.access_token(&account, &presented.session, lifetime)?;
        let Some(refresh) = inner.sessions.rotate(token, &presented).await? else {
            return refused(Name::TokenFail, Some(subject), "another trade of the refresh token was faster");
        };
        Event::new(Name::SessionRenewed, scene).account(subject).write();
        Event::new(Name::TokenCreated, scene).account(subject).write();
        Ok(Tokens { access, refresh, expires_in: lifetime.as_secs() })
    }
}
