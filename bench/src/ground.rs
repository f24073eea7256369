//! What a run stands on: a database that is new, and gone when the run ends.

use std::path::PathBuf;

use portcullis::Database;
use sqlx::{Connection, Executor, PgConnection};
use tokio::runtime::Runtime;

use crate::Fault;
use crate::data::Store;

/// Where the machine keeps files in memory, if it does: the time that a disk takes would hide the difference.
const MEMORY: &str = "/dev/shm";

/// A database with the rows in it.
pub(crate) struct Ground {
    /// The name of the engine.
    pub engine: &'static str,
    /// What every service connects to.
    pub url: String,
    runtime: Runtime,
    store: Store,
    remains: Remains,
}

/// What is to be removed at the end.
enum Remains {
    Folder(PathBuf),
    Database { server: String, name: String },
}

/// A runtime of one thread.
pub(crate) fn runtime() -> Result<Runtime, Fault> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}

/// A folder that is new. Several may be made by one process.
pub(crate) fn new_folder() -> Result<PathBuf, Fault> {
    let memory = PathBuf::from(MEMORY);
    let parent = if memory.is_dir() { memory } else { std::env::temp_dir() };
    let folder = parent.join(format!("portcullis-bench-{:016x}", rand::random::<u64>()));
    std::fs::create_dir(&folder)?;
    Ok(folder)
}

impl Ground {
    /// SQLite, in a file with a write-ahead log.
    pub(crate) fn sqlite() -> Result<Self, Fault> {
        let folder = new_folder()?;
        let url = format!("sqlite://{}/orders.db", folder.display());
        Self::at("SQLite", url, Remains::Folder(folder))
    }

    /// A new database on the PostgreSQL server of this URL.
    pub(crate) fn postgres(server: &str) -> Result<Self, Fault> {
        let name = format!("portcullis_bench_{:016x}", rand::random::<u64>());
        let statement = format!("CREATE DATABASE {name}");
        runtime()?.block_on(on_server(server, &statement))?;
        let url = with_database(server, &name);
        let remains = Remains::Database { server: server.to_owned(), name };
        Self::at("PostgreSQL", url, remains)
    }

    fn at(engine: &'static str, url: String, remains: Remains) -> Result<Self, Fault> {
        let runtime = runtime()?;
        let store = runtime.block_on(Store::connect(&url))?;
        let ground = Self { engine, url, runtime, store, remains };
        ground.runtime.block_on(ground.store.prepare())?;
        // Where Portcullis does not take the URL, nothing can be compared.
        ground.runtime.block_on(async {
            let database = Database::connect(&ground.url).await?;
            database.close().await;
            Ok::<_, Fault>(())
        })?;
        Ok(ground)
    }

    /// Removes what a round inserted.
    pub(crate) fn clean(&self) -> Result<(), Fault> {
        Ok(self.runtime.block_on(self.store.clean())?)
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        self.runtime.block_on(self.store.close());
        // What cannot be removed is left; the numbers are printed already.
        let _ = match &self.remains {
            Remains::Folder(folder) => std::fs::remove_dir_all(folder).map_err(Fault::from),
            Remains::Database { server, name } => {
                let statement = format!("DROP DATABASE {name} WITH (FORCE)");
                self.runtime.block_on(on_server(server, &statement))
            }
        };
    }
}

async fn on_server(server: &str, statement: &str) -> Result<(), Fault> {
    let mut connection = PgConnection::connect(server).await?;
    connection.execute(sqlx::AssertSqlSafe(statement)).await?;
    connection.close().await?;
    Ok(())
}

/// The URL with this database in the place of its own: `scheme://authority/DATABASE?options`.
fn with_database(server: &str, name: &str) -> String {
    let (head, options) = server.split_once('?').map_or((server, None), |(head, rest)| (head, Some(rest)));
    let (scheme, rest) = head.split_once("://").unwrap_or(("postgres", head));
    let authority = rest.split('/').next().unwrap_or_default();
    let options = options.map(|options| format!("?{options}")).unwrap_or_default();
    format!("{scheme}://{authority}/{name}{options}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_of_a_url_is_replaced() {
        for (server, expected) in [
            ("postgres://u:p@host:5432/app?sslmode=require", "postgres://u:p@host:5432/new?sslmode=require"),
            ("postgres://host", "postgres://host/new"),
            ("postgres:///app?host=/run/pg", "postgres:///new?host=/run/pg"),
        ] {
            assert_eq!(with_database(server, "new"), expected);
        }
    }
}
