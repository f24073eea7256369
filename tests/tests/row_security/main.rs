//! PostgreSQL as the second lock, over real sockets and as a role that no policy lets by.

mod bypass;
mod routes;
mod start;
mod tables;
mod verbs;

use portcullis::{Database, RowSecurity};
use portcullis_tests::Server;
use portcullis_tests::second_lock::Roles;

/// Tables with rows and policies, and roles that see them.
async fn prepared() -> Roles {
    let roles = Roles::new().await;
    roles.as_owner(tables::TABLES).await;
    roles.as_owner(tables::ROWS).await;
    roles.open_tables().await;
    let owner = Database::connect(&roles.owner).await.unwrap();
    // Twice: it may be run again.
    routes::app().migrate_row_security(&owner).await.unwrap();
    routes::app().migrate_row_security(&owner).await.unwrap();
    owner.close().await;
    roles
}

async fn served(roles: &Roles) -> Server {
    let database = Database::connect(&roles.app).await.unwrap();
    Server::start(routes::app().database(database).row_level_security(RowSecurity::Required)).await
}
