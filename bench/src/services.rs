//! The three services over one database.

use axum::Router;
use portcullis::Database;

use crate::data::Store;
use crate::keys::Material;
use crate::{Fault, bare, secured, twin};

/// The routers, in the order of [`SERVICES`](crate::cases::SERVICES), each with a pool of its own.
pub(crate) async fn all(url: &str, material: &Material) -> Result<[Router; 3], Fault> {
    let database = Database::connect(url).await?;
    Ok([
        bare::router(Store::connect(url).await?),
        twin::router(Store::connect(url).await?, material)?,
        secured::router(database, material).await?,
    ])
}
