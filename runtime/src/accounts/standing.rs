//! Whether a token's session and account are still what they were when it was made: asked at every request.
//!
//! Floor 5. From memory where it is known there, from the database else; and where neither answers, nobody passes.

use std::sync::Arc;
use std::time::Duration;

use super::memory::Memory;
use super::sessions::{SessionState, Sessions, now};
use super::store::{Account, AccountStore};
use crate::principal::SessionClaims;
use crate::refusal::Refusal;

/// An account, as it is checked at every request.
#[derive(Debug, Clone, Copy)]
struct AccountState {
    disabled: bool,
    epoch: i64,
    sessions_since: i64,
}

pub(super) struct Standing {
    sessions: Memory<Option<Arc<SessionState>>>,
    accounts: Memory<Option<AccountState>>,
}

/// What ends or changes.
#[derive(Debug)]
pub(super) enum Ended {
    Session(String),
    Account(String),
}

/// Forgets when it is dropped: at the end of a change, and when a change breaks off, which may have happened.
pub(super) struct Forgetting<'a>(&'a Standing, &'a Ended);

impl Drop for Forgetting<'_> {
    fn drop(&mut self) {
        self.0.forget(self.1);
    }
}

impl Standing {
    pub(super) fn new(believed_for: Duration) -> Self {
        Self { sessions: Memory::new(believed_for), accounts: Memory::new(believed_for) }
    }

    /// What is remembered of this may be true no more.
    pub(super) fn forget(&self, ended: &Ended) {
        match ended {
            Ended::Session(session) => self.sessions.forget(session),
            Ended::Account(subject) => self.accounts.forget(subject),
        }
    }

    pub(super) fn forgetting<'a>(&'a self, ended: &'a Ended) -> Forgetting<'a> {
        Forgetting(self, ended)
    }

    pub(super) fn forget_all(&self) {
        self.sessions.forget_all();
        self.accounts.forget_all();
    }

    /// The verdict, where everything that it needs is remembered.
    pub(super) fn remembered(&self, subject: &str, claims: &SessionClaims) -> Option<Result<(), Refusal>> {
        let (session, account) = (self.sessions.get(&claims.id)?, self.accounts.get(subject)?);
        Some(judge(subject, claims, session.as_deref(), account))
    }

    /// The verdict, of the database where it is not remembered.
    ///
    /// # Errors
    /// 401 for a token whose session or state has ended; 503 where the database does not answer.
    pub(super) async fn check(
        &self,
        subject: &str,
        claims: &SessionClaims,
        sessions: &Sessions,
        store: &dyn AccountStore,
    ) -> Result<(), Refusal> {
        let session = match self.sessions.get(&claims.id) {
            Some(known) => known,
            None => {
                let began = self.sessions.begin(&claims.id);
                let read = sessions.state(&claims.id).await?.map(Arc::new);
                self.sessions.note(&claims.id, began, read.clone());
                read
            }
        };
        let account = match self.accounts.get(subject) {
            Some(known) => known,
            None => {
                let began = self.accounts.begin(subject);
                let read = store.get(subject).await.map_err(|problem| problem.into_refusal())?;
                let read = read.as_ref().map(AccountState::of);
                self.accounts.note(subject, began, read);
                read
            }
        };
        judge(subject, claims, session.as_deref(), account)
    }
}

impl AccountState {
    fn of(account: &Account) -> Self {
        Self { disabled: account.disabled, epoch: account.epoch, sessions_since: account.sessions_since }
    }
}

fn judge(
    subject: &str,
    claims: &SessionClaims,
    session: Option<&SessionState>,
    account: Option<AccountState>,
) -> Result<(), Refusal> {
    let Some(session) = session.filter(|session| *session.subject == *subject) else {
        return Err(Refusal::EndedCredential("the session has ended"));
    };
    let Some(account) = account else { return Err(Refusal::EndedCredential("the account is gone")) };
    if account.disabled {
        return Err(Refusal::EndedCredential("the account is disabled"));
    }
    if session.ends_at <= now() || session.epoch < account.sessions_since {
        return Err(Refusal::EndedCredential("the session has ended"));
    }
    if claims.epoch != account.epoch {
        return Err(Refusal::EndedCredential("the account has changed since the token was made"));
    }
    Ok(())
}
