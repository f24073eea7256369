//! The engines that the tests run on, each with a database of its own for every test.
//!
//! On PostgreSQL that is a schema which the URL's search path names: made in milliseconds, and every engine's tables are
//! reached by their plain names. Schemas of earlier runs are removed when a later one begins.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::sync::OnceCell;

/// An engine under test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// In a file.
    Sqlite,
    /// On a server: that of `DATABASE_URL`, where it names one, or one on this machine.
    Postgres,
}

/// Makes two tests of each function: `name::on_sqlite` and `name::on_postgres`. A function that is not listed is dead code,
/// which the lints refuse.
///
/// ```
/// # use portcullis_tests::{Engine, on_both};
/// on_both!(orders_are_listed);
///
/// async fn orders_are_listed(engine: Engine) {
///     let _url = engine.url().await;
/// }
/// ```
#[macro_export]
macro_rules! on_both {
    ($($(#[$attribute:meta])* $test:ident),* $(,)?) => {$(
        mod $test {
            #[tokio::test]
            $(#[$attribute])*
            async fn on_sqlite() {
                super::$test($crate::Engine::Sqlite).await;
            }

            #[tokio::test]
            $(#[$attribute])*
            async fn on_postgres() {
                super::$test($crate::Engine::Postgres).await;
            }
        }
    )*};
}

impl Engine {
    /// The URL of a new, empty database.
    pub async fn url(self) -> String {
        match self {
            Self::Sqlite => {
                let file = folder().join(format!("{:032x}.db", rand::random::<u128>()));
                format!("sqlite://{}", file.display())
            }
            Self::Postgres => {
                let server = server().await;
                let schema = format!("portcullis_{}_{:016x}", seconds(), rand::random::<u64>());
                run(server, &format!("CREATE SCHEMA {schema}")).await;
                let joined = if server.contains('?') { '&' } else { '?' };
                // The name tells a test its own connections from all others.
                format!("{server}{joined}options[search_path]={schema}&application_name={schema}")
            }
        }
    }
}

/// How long schemas and files are kept, in seconds: longer than any run of the tests.
pub(crate) const KEPT: u64 = 600;

/// A new name for a folder, which is removed when a later run begins.
pub fn new_folder() -> PathBuf {
    folder().join(format!("{:032x}", rand::random::<u128>()))
}

/// Where the files are. Those of earlier runs are removed when a later one begins.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = std::env::temp_dir().join("portcullis-tests");
        std::fs::create_dir_all(&folder).unwrap();
        for file in std::fs::read_dir(&folder).unwrap().flatten() {
            let changed = file.metadata().and_then(|about| about.modified());
            let age = changed.ok().and_then(|changed| changed.elapsed().ok());
            if age.is_some_and(|age| age.as_secs() > KEPT) {
                // Another process may be removing it too.
                let _ = std::fs::remove_file(file.path());
                let _ = std::fs::remove_dir_all(file.path());
            }
        }
        folder
    })
}

pub(crate) fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// Runs statements on a connection of their own.
pub async fn run(url: &str, statements: &str) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(statements.to_owned())).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// The URL of a database in which schemas can be made.
pub(crate) async fn server() -> &'static str {
    static SERVER: OnceCell<String> = OnceCell::const_new();
    SERVER
        .get_or_init(|| async {
            let server = match std::env::var("DATABASE_URL") {
                Ok(url) if url.starts_with("postgres") => PgConnection::connect(&url).await.map(|_| url),
                _ => local().await,
            };
            let server = server.unwrap_or_else(|error| {
                panic!(
                    "these tests need PostgreSQL, and none answers ({error}); run ./test, which starts one, or set \
                     DATABASE_URL=postgres://user:password@host/database"
                )
            });
            remove_old_schemas(&server).await;
            server
        })
        .await
}

/// A database for tests on the server of this machine, at its socket or its port, as the current user.
async fn local() -> Result<String, sqlx::Error> {
    let output = std::process::Command::new("id").arg("-un").output().unwrap().stdout;
    let user = std::env::var("PGUSER").unwrap_or(String::from_utf8(output).unwrap().trim().to_owned());
    let url = |place: &str, database: &str| format!("postgres://{place}/{database}?user={user}");
    let (place, mut connection) = match PgConnection::connect(&url("", "postgres")).await {
        Ok(connection) => ("", connection),
        Err(_) => ("127.0.0.1:5432", PgConnection::connect(&url("127.0.0.1:5432", "postgres")).await?),
    };
    // Another process of this run may have made it, or be about to.
    let create = "CREATE DATABASE portcullis_test TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'";
    let _ = sqlx::raw_sql(create).execute(&mut connection).await;
    let url = url(place, "portcullis_test");
    PgConnection::connect(&url).await.map(|_| url)
}

async fn remove_old_schemas(server: &str) {
    let mut connection = PgConnection::connect(server).await.unwrap();
    let all = "SELECT nspname::text FROM pg_namespace WHERE nspname LIKE 'portcullis\\_%'";
    let schemas: Vec<String> = sqlx::query_scalar(all).fetch_all(&mut connection).await.unwrap();
    for schema in schemas {
        let made = schema.split('_').nth(1).and_then(|made| made.parse::<u64>().ok());
        if made.is_some_and(|made| made + KEPT < seconds()) {
            // Another process may be removing it too.
            let drop = AssertSqlSafe(format!("DROP SCHEMA IF EXISTS {schema} CASCADE"));
            let _ = sqlx::raw_sql(drop).execute(&mut connection).await;
        }
    }
}
