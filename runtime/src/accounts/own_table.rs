//! The framework's own table of accounts.
//!
//! Floor 5.

use super::name::LoginName;
use super::statements::{Statements, bound, fetch, run};
use super::store::{Account, AccountChange, AccountStore, NewAccount, StoreAnswer};
use crate::database::{Row, column};
use crate::password::PasswordHash;
use crate::refusal::Refusal;

pub(super) struct OwnTable(pub(super) Statements);

/// The id that a subject names: no other text names it.
fn number(id: &str) -> Option<i64> {
    let number: i64 = id.parse().ok()?;
    (number.to_string() == id).then_some(number)
}

/// Role names have no commas.
fn listed(roles: &[String]) -> String {
    roles.join(",")
}

fn account(row: &Row) -> Result<Account, Refusal> {
    let roles: String = column(row, 3)?;
    Ok(Account {
        id: column::<i64>(row, 0)?.to_string(),
        name: column(row, 1)?,
        tenant: column(row, 2)?,
        roles: roles.split(',').filter(|role| !role.is_empty()).map(str::to_owned).collect(),
        password: column::<PasswordHash>(row, 4)?.into(),
        disabled: column(row, 5)?,
        epoch: column(row, 6)?,
        sessions_since: column(row, 7)?,
    })
}

/// The columns of an account, in the order in which they are read, and a condition.
macro_rules! accounts_where {
    ($condition:literal) => {
        concat!(
            "SELECT id, name, tenant, roles, password, disabled, epoch, sessions_since FROM portcullis_accounts WHERE ",
            $condition
        )
    };
}

impl AccountStore for OwnTable {
    fn find<'a>(&'a self, name: &'a LoginName) -> StoreAnswer<'a, Option<Account>> {
        Box::pin(async move {
            let session = self.0.alone();
            let arguments = bound!(session; name.login().to_owned());
            let rows = fetch(&session, accounts_where!("login = $1"), arguments).await?;
            Ok(rows.first().map(account).transpose()?)
        })
    }

    fn get<'a>(&'a self, id: &'a str) -> StoreAnswer<'a, Option<Account>> {
        Box::pin(async move {
            let Some(number) = number(id) else { return Ok(None) };
            let session = self.0.alone();
            let arguments = bound!(session; number);
            let rows = fetch(&session, accounts_where!("id = $1"), arguments).await?;
            Ok(rows.first().map(account).transpose()?)
        })
    }

    fn insert<'a>(&'a self, new: NewAccount<'a>) -> StoreAnswer<'a, Option<String>> {
        Box::pin(async move {
            let session = self.0.alone();
            let arguments = bound!(
                session; new.name.shown().to_owned(), new.name.login().to_owned(), new.name.look().to_owned(),
                new.tenant.map(str::to_owned), listed(new.roles), new.password.into_hash(),
            );
            let statement = "
                INSERT INTO portcullis_accounts (name, login, look, tenant, roles, password, disabled, epoch, sessions_since)
                SELECT $1, $2, $3, $4, $5, $6, FALSE, 0, 0
                WHERE NOT EXISTS (SELECT 1 FROM portcullis_accounts WHERE login = $2 OR look = $3)
                ON CONFLICT DO NOTHING RETURNING id";
            let rows = fetch(&session, statement, arguments).await?;
            let id = rows.first().map(|row| column::<i64>(row, 0)).transpose()?;
            Ok(id.map(|id| id.to_string()))
        })
    }

    fn change<'a>(&'a self, id: &'a str, epoch: i64, change: AccountChange) -> StoreAnswer<'a, bool> {
        Box::pin(async move {
            let Some(number) = number(id) else { return Ok(false) };
            let session = self.0.alone();
            let (statement, arguments) = match change {
                AccountChange::Password(hash) => (
                    "UPDATE portcullis_accounts SET password = $3, epoch = epoch + 1, sessions_since = epoch + 1
                     WHERE id = $1 AND epoch = $2",
                    bound!(session; number, epoch, hash.into_hash()),
                ),
                AccountChange::Rehash(hash) => (
                    "UPDATE portcullis_accounts SET password = $3 WHERE id = $1 AND epoch = $2",
                    bound!(session; number, epoch, hash.into_hash()),
                ),
                AccountChange::Roles(roles) => (
                    "UPDATE portcullis_accounts SET roles = $3, epoch = epoch + 1 WHERE id = $1 AND epoch = $2",
                    bound!(session; number, epoch, listed(&roles)),
                ),
                AccountChange::Disabled(disabled) => (
                    "UPDATE portcullis_accounts SET disabled = $3, epoch = epoch + 1, sessions_since = epoch + 1
                     WHERE id = $1 AND epoch = $2",
                    bound!(session; number, epoch, disabled),
                ),
                AccountChange::EndSessions => (
                    "UPDATE portcullis_accounts SET epoch = epoch + 1, sessions_since = epoch + 1
                     WHERE id = $1 AND epoch = $2",
                    bound!(session; number, epoch),
                ),
            };
            Ok(run(&session, statement, arguments).await? == 1)
        })
    }

    fn delete<'a>(&'a self, id: &'a str, epoch: i64) -> StoreAnswer<'a, bool> {
        Box::pin(async move {
            let Some(number) = number(id) else { return Ok(false) };
            let session = self.0.alone();
            let arguments = bound!(session; number, epoch);
            let statement = "DELETE FROM portcullis_accounts WHERE id = $1 AND epoch = $2";
            Ok(run(&session, statement, arguments).await? == 1)
        })
    }
}
