//! Roles of PostgreSQL for the tests of row-level security: one that owns the tables, one that the app connects as.
//!
//! Roles belong to the whole server. Those of earlier runs are removed when a later one begins.

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::sync::OnceCell;

use crate::Engine;
use crate::engine::{KEPT, run, seconds, server};

/// A schema, and two roles that see it.
pub struct Roles {
    /// The URL as whoever runs the tests, who may do everything.
    pub admin: String,
    /// The URL as the owner of the tables: no superuser.
    pub owner: String,
    /// The URL as the app: no superuser, no owner.
    pub app: String,
    /// The name of the app's role.
    pub app_name: String,
    /// The name of the owner's.
    pub owner_name: String,
}

impl Roles {
    /// A new schema with two new roles.
    pub async fn new() -> Self {
        static CLEANED: OnceCell<()> = OnceCell::const_new();
        CLEANED.get_or_init(remove_old_roles).await;
        let admin = Engine::Postgres.url().await;
        let schema = admin.rsplit('=').next().unwrap().to_owned();
        let word = format!("{}_{:016x}", seconds(), rand::random::<u64>());
        let (owner_name, app_name) = (format!("portcullis_owner_{word}"), format!("portcullis_app_{word}"));
        run(
            &admin,
            &format!(
                "CREATE ROLE {owner_name} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD 'of-a-test';
                 CREATE ROLE {app_name} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD 'of-a-test';
                 GRANT ALL ON SCHEMA {schema} TO {owner_name};
                 GRANT USAGE ON SCHEMA {schema} TO {app_name};"
            ),
        )
        .await;
        Self {
            owner: as_role(&admin, &owner_name),
            app: as_role(&admin, &app_name),
            admin,
            app_name,
            owner_name,
        }
    }

    /// Runs statements as the owner of the tables.
    pub async fn as_owner(&self, statements: &str) {
        run(&self.owner, statements).await;
    }

    /// Runs statements as whoever may do everything.
    pub async fn as_admin(&self, statements: &str) {
        run(&self.admin, statements).await;
    }

    /// Lets the app read and write every table that there is.
    pub async fn open_tables(&self) {
        let app = &self.app_name;
        let schema = self.admin.rsplit('=').next().unwrap();
        self.as_owner(&format!(
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {app};
             GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {app};"
        ))
        .await;
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

async fn remove_old_roles() {
    let mut connection = PgConnection::connect(server().await).await.unwrap();
    let all = r"SELECT rolname::text FROM pg_roles WHERE rolname ~ '^portcullis_(app|owner)_\d+_'";
    let roles: Vec<String> = sqlx::query_scalar(all).fetch_all(&mut connection).await.unwrap();
    for role in roles {
        let made = role.split('_').nth(2).and_then(|made| made.parse::<u64>().ok());
        if made.is_some_and(|made| made + KEPT < seconds()) {
            // Another process may be removing it too.
            let drop = AssertSqlSafe(format!("DROP OWNED BY {role} CASCADE; DROP ROLE {role}"));
            let _ = sqlx::raw_sql(drop).execute(&mut connection).await;
        }
    }
}
