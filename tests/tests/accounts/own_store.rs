//! An app that keeps accounts in a table of its own.

use portcullis::identity::{
    Account, AccountChange, AccountStore, KeptPassword, LoginName, NewAccount, StoreAnswer,
};
use portcullis_tests::shop::Role;
use portcullis_tests::{Engine, on_both};
use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::{AnyPool, Row};

use super::{ANOTHER, House, PASSWORD, Tokens};

on_both!(the_same_routes_serve_the_apps_own_table);

struct Members(AnyPool);

const TABLE: &str = "CREATE TABLE members (
    id TEXT PRIMARY KEY, handle TEXT NOT NULL UNIQUE, looks TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, roles TEXT NOT NULL,
    state INTEGER NOT NULL, epoch BIGINT NOT NULL, since BIGINT NOT NULL)";

fn account(row: &AnyRow) -> Account {
    let roles: String = row.get(3);
    Account {
        id: row.get(0),
        name: row.get(1),
        tenant: None,
        password: KeptPassword::from_stored(row.get(2)),
        roles: roles.split_whitespace().map(str::to_owned).collect(),
        disabled: row.get::<i32, _>(4) != 0,
        epoch: row.get(5),
        sessions_since: row.get(6),
    }
}

impl AccountStore for Members {
    fn find<'a>(&'a self, name: &'a LoginName) -> StoreAnswer<'a, Option<Account>> {
        Box::pin(async move {
            let sql = "SELECT id, handle, hash, roles, state, epoch, since FROM members WHERE handle = $1";
            let row = sqlx::query(sql).bind(name.login()).fetch_optional(&self.0).await?;
            Ok(row.as_ref().map(account))
        })
    }

    fn get<'a>(&'a self, id: &'a str) -> StoreAnswer<'a, Option<Account>> {
        Box::pin(async move {
            let sql = "SELECT id, handle, hash, roles, state, epoch, since FROM members WHERE id = $1";
            let row = sqlx::query(sql).bind(id).fetch_optional(&self.0).await?;
            Ok(row.as_ref().map(account))
        })
    }

    fn insert<'a>(&'a self, new: NewAccount<'a>) -> StoreAnswer<'a, Option<String>> {
        Box::pin(async move {
            let id = format!("m-{:032x}", rand::random::<u128>());
            let sql = "INSERT INTO members (id, handle, looks, hash, roles, state, epoch, since)
                VALUES ($1, $2, $3, $4, $5, 0, 0, 0) ON CONFLICT DO NOTHING";
            let made = sqlx::query(sql)
                .bind(id.clone())
                .bind(new.name.login())
                .bind(new.name.look())
                .bind(new.password.to_stored())
                .bind(new.roles.join(" "))
                .execute(&self.0)
                .await?;
            Ok((made.rows_affected() == 1).then_some(id))
        })
    }

    fn change<'a>(&'a self, id: &'a str, epoch: i64, change: AccountChange) -> StoreAnswer<'a, bool> {
        Box::pin(async move {
            let query = match change {
                AccountChange::Password(hash) => {
                    let sql = "UPDATE members SET hash = $3, epoch = epoch + 1, since = epoch + 1 WHERE id = $1 AND epoch = $2";
                    sqlx::query(sql).bind(id).bind(epoch).bind(hash.to_stored())
                }
                AccountChange::Rehash(hash) => {
                    let sql = "UPDATE members SET hash = $3 WHERE id = $1 AND epoch = $2";
                    sqlx::query(sql).bind(id).bind(epoch).bind(hash.to_stored())
                }
                AccountChange::Roles(roles) => {
                    let sql = "UPDATE members SET roles = $3, epoch = epoch + 1 WHERE id = $1 AND epoch = $2";
                    sqlx::query(sql).bind(id).bind(epoch).bind(roles.join(" "))
                }
                AccountChange::Disabled(disabled) => {
                    let sql = "UPDATE members SET state = $3, epoch = epoch + 1, since = epoch + 1 WHERE id = $1 AND epoch = $2";
                    sqlx::query(sql).bind(id).bind(epoch).bind(i32::from(disabled))
                }
                AccountChange::EndSessions => {
                    let sql = "UPDATE members SET epoch = epoch + 1, since = epoch + 1 WHERE id = $1 AND epoch = $2";
                    sqlx::query(sql).bind(id).bind(epoch)
                }
            };
            Ok(query.execute(&self.0).await?.rows_affected() == 1)
        })
    }

    fn delete<'a>(&'a self, id: &'a str, epoch: i64) -> StoreAnswer<'a, bool> {
        Box::pin(async move {
            let sql = "DELETE FROM members WHERE id = $1 AND epoch = $2";
            let deleted = sqlx::query(sql).bind(id).bind(epoch).execute(&self.0).await?;
            Ok(deleted.rows_affected() == 1)
        })
    }
}

async fn the_same_routes_serve_the_apps_own_table(engine: Engine) {
    sqlx::any::install_default_drivers();
    let url = engine.url().await;
    let url = if engine == Engine::Sqlite { format!("{url}?mode=rwc") } else { url };
    let members = AnyPool::connect(&url).await.unwrap();
    sqlx::raw_sql(TABLE).execute(&members).await.unwrap();
    let house =
        House::with(engine, |accounts| accounts.store(Members(members.clone())).newcomers([Role::Customer]))
            .await;
    let here = house.newcomer("alice").await;
    let subject = house.subject(&here).await;
    assert!(subject.starts_with("m-"), "{subject}");
    assert_eq!(house.number("SELECT count(*) FROM portcullis_accounts").await, 0);
    assert_eq!(house.register("а1ice", ANOTHER).await.status, 204);
    house.login("а1ice", ANOTHER).await.assert_problem(401);
    let there = Tokens::of(&house.login("alice", PASSWORD).await);
    let change = json!({ "current_password": PASSWORD, "password": ANOTHER });
    let next = Tokens::of(&house.post("/auth/password", &here.access, change).await);
    house.whoami(&there).await.assert_problem(401);
    house.refresh(&there.refresh).await.assert_problem(401);
    let admin = house.admin().await;
    let path = format!("/auth/accounts/{subject}/roles");
    let roles = Some(json!({ "roles": ["admin"] }));
    assert_eq!(house.server.send(reqwest::Method::PUT, &path, &admin.access, roles).await.status, 204);
    house.whoami(&next).await.assert_problem(401);
    let next = Tokens::of(&house.refresh(&next.refresh).await);
    assert_eq!(house.server.get("/figures", &next.access).await.status, 200);
    let path = format!("/auth/accounts/{subject}");
    assert_eq!(house.server.send(reqwest::Method::DELETE, &path, &admin.access, None).await.status, 204);
    house.whoami(&next).await.assert_problem(401);
    house.login("alice", ANOTHER).await.assert_problem(401);
}
