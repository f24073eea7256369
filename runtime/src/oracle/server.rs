//! Where PostgreSQL is: a schema of its own for every batch, made in milliseconds.
//!
//! Floor 6. The tests of the workspace have the same rules: the server of `DATABASE_URL`, else the one on this machine. They remove
//! what a failed run leaves behind, by the same names.

use std::time::{SystemTime, UNIX_EPOCH};

use sqlx::{AssertSqlSafe, Connection, PgConnection};

/// A connection that makes and removes schemas.
pub(super) struct Server {
    url: String,
    connection: PgConnection,
}

impl Server {
    pub(super) async fn find() -> Self {
        let found = match std::env::var("DATABASE_URL") {
            Ok(url) if url.starts_with("postgres") => {
                PgConnection::connect(&url).await.map(|found| (url, found))
            }
            _ => local().await,
        };
        let (url, connection) = found.unwrap_or_else(|error| {
            panic!(
                "the oracle needs PostgreSQL, and none answers ({error}); run ./test, which starts one, or set \
                 DATABASE_URL=postgres://user:password@host/database"
            )
        });
        Self { url, connection }
    }

    /// A new schema, and the URL of a database that is this schema alone.
    pub(super) async fn schema(&mut self) -> (String, String) {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let schema = format!("portcullis_{seconds}_{:016x}", rand::random::<u64>());
        self.run(format!("CREATE SCHEMA {schema}")).await;
        let joined = if self.url.contains('?') { '&' } else { '?' };
        // What a crash of the server would lose does not matter here.
        let url = format!(
            "{}{joined}options[search_path]={schema}&options[synchronous_commit]=off&application_name={schema}",
            self.url
        );
        (schema, url)
    }

    pub(super) async fn remove(&mut self, schema: &str) {
        self.run(format!("DROP SCHEMA {schema} CASCADE")).await;
    }

    async fn run(&mut self, statement: String) {
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut self.connection).await.unwrap();
    }
}

/// A database for tests on the server of this machine, at its socket or its port, as the current user.
async fn local() -> Result<(String, PgConnection), sqlx::Error> {
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
    PgConnection::connect(&url).await.map(|connection| (url, connection))
}
