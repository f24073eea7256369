//! Accounts, over real sockets and on both databases: who signs in, who stays signed in, and who does not.

mod attacks;
mod crash;
mod guessing;
mod mounting;
mod names_and_passwords;
mod own_store;
mod published_keys;
mod refresh;
mod row_security;
mod sessions;

use portcullis::identity::{self, AccountRoute, Accounts, AccountsBuilder, Issuer, KeyRing};
use portcullis::prelude::*;
use portcullis::{Quota, QuotaKey};
use portcullis_tests::shop::Role;
use portcullis_tests::{Answer, Engine, Server};
use serde_json::{Value, json};
use sqlx::{AnyPool, AssertSqlSafe};

/// A password that nobody guesses.
pub(crate) const PASSWORD: &str = "violet-kettle-arrives-41";
/// Another.
pub(crate) const ANOTHER: &str = "quartz.Penguin/oblique 7";

#[derive(Expose)]
struct Me {
    subject: String,
    admin: bool,
}

#[secure_route(get = "/whoami", authenticated)]
async fn whoami(caller: Principal) -> Json<Me> {
    Json(Me { subject: caller.subject().to_owned(), admin: caller.holds(Role::Admin) })
}

#[secure_route(get = "/figures", role = "admin")]
async fn figures(caller: Principal) -> Json<Me> {
    Json(Me { subject: caller.subject().to_owned(), admin: true })
}

/// An app with accounts, and a connection of the test's own to its database.
pub(crate) struct House {
    pub(crate) server: Server,
    pub(crate) accounts: Accounts,
    pub(crate) sql: AnyPool,
    pub(crate) url: String,
}

/// A client's tokens.
#[derive(Debug, Clone)]
pub(crate) struct Tokens {
    pub(crate) access: String,
    pub(crate) refresh: String,
}

impl Tokens {
    pub(crate) fn of(answer: &Answer) -> Self {
        assert_eq!(answer.status, 200, "{answer:?}");
        let body = answer.json();
        assert_eq!(body["token_type"], "Bearer");
        assert!(body["expires_in"].as_u64().unwrap() <= 900);
        assert_eq!(answer.header("cache-control"), "no-store");
        let text = |member: &str| body[member].as_str().unwrap().to_owned();
        Self { access: text("access_token"), refresh: text("refresh_token") }
    }
}

/// So many that no test of something else meets them.
pub(crate) const MANY: &[Quota] = &[Quota { limit: 1_000_000, seconds: 60, keys: &[QuotaKey::Ip] }];

pub(crate) fn issuer() -> Issuer {
    Issuer::own("https://accounts.test", "shop", KeyRing::ephemeral())
}

/// The app around accounts.
pub(crate) async fn app(database: Database, accounts: &Accounts) -> App {
    let routes = identity::routes().administered_by(Role::Admin);
    let many = [
        AccountRoute::Login,
        AccountRoute::Register,
        AccountRoute::Refresh,
        AccountRoute::ChangePassword,
        AccountRoute::DeleteAccount,
    ];
    let routes = many.into_iter().fold(routes, |routes, route| routes.quotas(route, MANY));
    App::new(Environment::Development)
        .client_ip(ClientIpSource::socket())
        .failed_credentials(1_000_000)
        .default_quota(1_000_000, Per::Minute)
        .roles::<Role>()
        .database(database)
        .accounts(accounts.clone())
        .mount(routes)
        .mount(routes![whoami, figures])
}

impl House {
    pub(crate) async fn open(engine: Engine) -> Self {
        Self::with(engine, |accounts| accounts.free_guesses(1_000)).await
    }

    pub(crate) async fn with(
        engine: Engine,
        set_up: impl FnOnce(AccountsBuilder) -> AccountsBuilder,
    ) -> Self {
        let url = engine.url().await;
        let database = Database::connect(&url).await.unwrap();
        let accounts = set_up(Accounts::on(&database, issuer())).build().unwrap();
        accounts.migrate().await.unwrap();
        let server = Server::start(app(database, &accounts).await).await;
        sqlx::any::install_default_drivers();
        let sql = AnyPool::connect(&url).await.unwrap();
        Self { server, accounts, sql, url }
    }

    /// Runs a statement of the test's own.
    pub(crate) async fn run(&self, statement: &str) {
        sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&self.sql).await.unwrap();
    }

    /// The number that a statement of the test's own gives.
    pub(crate) async fn number(&self, statement: &str) -> i64 {
        sqlx::query_scalar(AssertSqlSafe(statement.to_owned())).fetch_one(&self.sql).await.unwrap()
    }

    pub(crate) async fn post(&self, path: &str, token: &str, body: Value) -> Answer {
        self.server.post(path, token, body).await
    }

    pub(crate) async fn register(&self, name: &str, password: &str) -> Answer {
        self.post("/auth/register", "", json!({ "name": name, "password": password })).await
    }

    pub(crate) async fn login(&self, name: &str, password: &str) -> Answer {
        self.post("/auth/login", "", json!({ "name": name, "password": password })).await
    }

    pub(crate) async fn refresh(&self, token: &str) -> Answer {
        self.post("/auth/refresh", "", json!({ "refresh_token": token })).await
    }

    /// Registers and signs in.
    pub(crate) async fn newcomer(&self, name: &str) -> Tokens {
        assert_eq!(self.register(name, PASSWORD).await.status, 204);
        Tokens::of(&self.login(name, PASSWORD).await)
    }

    pub(crate) async fn whoami(&self, tokens: &Tokens) -> Answer {
        self.server.get("/whoami", &tokens.access).await
    }

    pub(crate) async fn subject(&self, tokens: &Tokens) -> String {
        let answer = self.whoami(tokens).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()["subject"].as_str().unwrap().to_owned()
    }

    /// An admin, made as a script of the app makes one.
    pub(crate) async fn admin(&self) -> Tokens {
        let password = portcullis::testing::password(PASSWORD);
        self.accounts.create("root@example.com", &password, None, [Role::Admin]).await.unwrap().unwrap();
        Tokens::of(&self.login("root@example.com", PASSWORD).await)
    }
}
