//! Sessions and their refresh tokens, as they stand in the database.
//!
//! Floor 5. A session is the family of the tokens that were traded for each other since one login. Every write is one statement or one
//! transaction, so that whatever breaks off between two of them leaves either the old state or the new one.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::refresh_token::RefreshToken;
use super::statements::{Statements, bound, fetch, run};
use crate::database::column;
use crate::refusal::Refusal;

/// The most sessions of one account; beyond them the one that was not used for longest ends.
const MOST: i64 = 50;

/// How long sessions and their tokens live.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lifetimes {
    pub(super) refresh: Duration,
    pub(super) session: Duration,
}

/// A session, as it is checked at every request.
#[derive(Debug, Clone)]
pub(super) struct SessionState {
    pub(super) subject: Box<str>,
    /// The account's epoch when it began.
    pub(super) epoch: i64,
    /// Seconds since 1970.
    pub(super) ends_at: i64,
}

/// A session that has just begun.
pub(super) struct Begun {
    pub(super) id: String,
    pub(super) refresh: RefreshToken,
    pub(super) ends_at: i64,
    /// Older ones that had to end for it.
    pub(super) ended: Vec<String>,
}

/// A refresh token that was made here, and its session.
pub(super) struct Presented {
    pub(super) session: String,
    pub(super) state: SessionState,
    pub(super) expires_at: i64,
    /// Milliseconds since 1970, where it was traded already.
    pub(super) rotated_at: Option<i64>,
}

pub(super) struct Sessions {
    pub(super) statements: Statements,
    pub(super) lifetimes: Lifetimes,
}

/// Milliseconds since 1970. A clock before 1970 reads as the end of time, at which everything has expired.
pub(super) fn now_millis() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok();
    since.and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or(i64::MAX)
}

pub(super) fn now() -> i64 {
    now_millis() / 1_000
}

fn after(now: i64, lifetime: Duration) -> i64 {
    now.saturating_add(i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX))
}

impl Sessions {
    /// Begins a session of an account in this epoch.
    pub(super) async fn begin(&self, subject: &str, epoch: i64) -> Result<Begun, Refusal> {
        let (now, refresh) = (now(), RefreshToken::random()?);
        let id: u128 = rand::random();
        let (id, ends_at) = (format!("{id:032x}"), after(now, self.lifetimes.session));
        let session = self.statements.together();
        let arguments = bound!(session; id.clone(), subject.to_owned(), epoch, now, ends_at);
        let statement = "
            INSERT INTO portcullis_sessions (id, subject, epoch, created_at, used_at, ends_at) VALUES ($1, $2, $3, $4, $4, $5)";
        run(&session, statement, arguments).await?;
        self.insert_token(&session, &refresh, &id, now, ends_at).await?;
        let idle = now.saturating_sub(i64::try_from(self.lifetimes.refresh.as_secs()).unwrap_or(i64::MAX));
        // The others; this one stays, whatever else began in the same second.
        let arguments = bound!(session; subject.to_owned(), now, idle, MOST - 1, id.clone());
        let statement = "
            DELETE FROM portcullis_sessions WHERE subject = $1 AND id <> $5 AND (ends_at <= $2 OR used_at < $3 OR id NOT IN (
                SELECT kept.id FROM portcullis_sessions AS kept WHERE kept.subject = $1 AND kept.id <> $5
                ORDER BY kept.used_at DESC, kept.created_at DESC, kept.id LIMIT $4))
            RETURNING id";
        let ended = fetch(&session, statement, arguments).await?;
        let ended = ended.iter().map(|row| column(row, 0)).collect::<Result<_, _>>()?;
        session.commit().await?;
        Ok(Begun { id, refresh, ends_at, ended })
    }

    async fn insert_token(
        &self,
        session: &crate::database::Session,
        token: &RefreshToken,
        id: &str,
        now: i64,
        ends_at: i64,
    ) -> Result<(), Refusal> {
        let expires_at = after(now, self.lifetimes.refresh).min(ends_at);
        let arguments = bound!(session; token.hash(), id.to_owned(), expires_at);
        let statement =
            "INSERT INTO portcullis_refresh_tokens (hash, session, expires_at) VALUES ($1, $2, $3)";
        run(session, statement, arguments).await.map(|_| ())
    }

    /// The session of this id; none where there is none any more.
    pub(super) async fn state(&self, id: &str) -> Result<Option<SessionState>, Refusal> {
        let session = self.statements.alone();
        let arguments = bound!(session; id.to_owned());
        let statement = "SELECT subject, epoch, ends_at FROM portcullis_sessions WHERE id = $1";
        let rows = fetch(&session, statement, arguments).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let subject: String = column(row, 0)?;
        Ok(Some(SessionState { subject: subject.into(), epoch: column(row, 1)?, ends_at: column(row, 2)? }))
    }

    /// What is known of a refresh token; none where it was never made here, or its session has ended.
    pub(super) async fn presented(&self, token: &RefreshToken) -> Result<Option<Presented>, Refusal> {
        let session = self.statements.alone();
        let arguments = bound!(session; token.hash());
        let statement = "
            SELECT s.id, s.subject, s.epoch, s.ends_at, t.expires_at, t.rotated_at
            FROM portcullis_refresh_tokens AS t JOIN portcullis_sessions AS s ON s.id = t.session WHERE t.hash = $1";
        let rows = fetch(&session, statement, arguments).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let subject: String = column(row, 1)?;
        Ok(Some(Presented {
            session: column(row, 0)?,
            state: SessionState { subject: subject.into(), epoch: column(row, 2)?, ends_at: column(row, 3)? },
            expires_at: column(row, 4)?,
            rotated_at: column(row, 5)?,
        }))
    }

    /// Trades a refresh token for the next one; none where another was faster. Tokens that have expired are swept from the session.
    pub(super) async fn rotate(
        &self,
        token: &RefreshToken,
        of: &Presented,
    ) -> Result<Option<RefreshToken>, Refusal> {
        let (now, next) = (now(), RefreshToken::random()?);
        let session = self.statements.together();
        // The session before its token, in the order in which the end of a session locks them: else the two wait for each other, and
        // PostgreSQL may choose the end as the one that fails.
        let arguments = bound!(session; of.session.clone(), now);
        let statement = "UPDATE portcullis_sessions SET used_at = $2 WHERE id = $1";
        if run(&session, statement, arguments).await? != 1 {
            // Ended meanwhile.
            session.roll_back().await;
            return Ok(None);
        }
        let arguments = bound!(session; token.hash(), now_millis());
        let statement =
            "UPDATE portcullis_refresh_tokens SET rotated_at = $2 WHERE hash = $1 AND rotated_at IS NULL";
        if run(&session, statement, arguments).await? != 1 {
            session.roll_back().await;
            return Ok(None);
        }
        let arguments = bound!(session; of.session.clone(), now);
        let statement = "DELETE FROM portcullis_refresh_tokens WHERE session = $1 AND expires_at <= $2";
        run(&session, statement, arguments).await?;
        self.insert_token(&session, &next, &of.session, now, of.state.ends_at).await?;
        session.commit().await?;
        Ok(Some(next))
    }

    /// Ends one session.
    pub(super) async fn end(&self, id: &str) -> Result<(), Refusal> {
        let session = self.statements.alone();
        let arguments = bound!(session; id.to_owned());
        run(&session, "DELETE FROM portcullis_sessions WHERE id = $1", arguments).await.map(|_| ())
    }

    /// Sweeps some sessions of anybody that have come to their end; they are dead already.
    pub(super) async fn sweep_ended(&self) -> Result<(), Refusal> {
        let session = self.statements.alone();
        let arguments = bound!(session; now());
        let statement = "
            DELETE FROM portcullis_sessions WHERE id IN (
                SELECT ended.id FROM portcullis_sessions AS ended WHERE ended.ends_at <= $1 ORDER BY ended.ends_at, ended.id LIMIT 100)";
        run(&session, statement, arguments).await.map(|_| ())
    }

    /// Sweeps the sessions of an account that began before this epoch; they are dead already.
    pub(super) async fn sweep(&self, subject: &str, before: i64) -> Result<(), Refusal> {
        let session = self.statements.alone();
        let arguments = bound!(session; subject.to_owned(), before);
        let statement = "DELETE FROM portcullis_sessions WHERE subject = $1 AND epoch < $2";
        run(&session, statement, arguments).await.map(|_| ())
    }
}
