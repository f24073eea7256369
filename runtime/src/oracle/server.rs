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
    role: Option<String>,
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
        Self { url, connection, role: None }
    }

    /// Removes what is not of one batch alone.
    pub(super) async fn close(mut self) {
        if let Some(role) = self.role.take() {
            self.run(format!("DROP OWNED BY {role}; DROP ROLE {role}")).await;
        }
    }

    /// The role that policies bind, made when it is first asked for. Roles are of the whole server: that of a run which failed is
    /// removed by the next, which tells it by its maker being gone.
    async fn role(&mut self) -> String {
        if let Some(role) = &self.role {
            return role.clone();
        }
        let role = format!("portcullis_oracle_{:016x}", rand::random::<u64>());
        self.run(format!("SET application_name = '{role}'")).await;
        let stale = "SELECT rolname::text FROM pg_roles WHERE rolname ~ '^portcullis_oracle_'
            AND NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE application_name = rolname)";
        let stale: Vec<String> = sqlx::query_scalar(stale).fetch_all(&mut self.connection).await.unwrap();
        for old in stale {
            // Another process may be removing it too.
            let drop = AssertSqlSafe(format!("DROP OWNED BY {old} CASCADE; DROP ROLE {old}"));
            let _ = sqlx::raw_sql(drop).execute(&mut self.connection).await;
        }
        self.run(format!("CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD 'of-a-test'")).await;
        self.role = Some(role.clone());
        role
    }

    /// The URL of a schema for the role, which may read and write every table that is made there from now on.
    pub(super) async fn opened(&mut self, schema: &str, url: &str) -> String {
        let role = self.role().await;
        self.run(format!(
            "GRANT USAGE ON SCHEMA {schema} TO {role};
             ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}"
        ))
        .await;
        as_role(url, &role)
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

/// The same URL for another role.
fn as_role(url: &str, role: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap();
    let rest = rest.split_once('@').map_or(rest, |(_, rest)| rest);
    let (place, parameters) = rest.split_once('?').unwrap();
    let kept = parameters.split('&').filter(|parameter| !parameter.starts_with("user="));
    let parameters: Vec<&str> = kept.collect();
    format!("{scheme}://{place}?user={role}&password=of-a-test&{}", parameters.join("&"))
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
