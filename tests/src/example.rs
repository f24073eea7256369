//! The example, whole, as its program starts it: for tests that try something on every route of an app.

use portcullis::prelude::*;

use crate::{Engine, Server, issuer, new_folder};

/// The example on a database of its own.
pub struct Example {
    /// Its server.
    pub server: Server,
    /// Method and path of each route.
    pub routes: Vec<(String, String)>,
    /// Where its database is.
    pub url: String,
    /// The folder of its data.
    pub data: std::path::PathBuf,
}

/// Starts the example with its demo accounts. It takes tokens of the tests too, and believes the forwarding header of this machine.
pub async fn start(engine: Engine) -> Example {
    let url = engine.url().await;
    let data = new_folder();
    std::fs::create_dir_all(&data).unwrap();
    let database = Database::connect(&url).await.unwrap();
    orders_api::demo::prepare(&database).await.unwrap();
    let keys = orders_api::keys::ring(&orders_api::keys::folder(&data)).unwrap();
    let own = portcullis::identity::Issuer::own("https://orders.example", "orders-api", keys);
    let accounts = orders_api::accounts(&database, own).unwrap();
    let (_, password) = orders_api::demo::password(&data).unwrap();
    orders_api::demo::people(&accounts, &password).await.unwrap();
    let app = orders_api::app_with(Environment::Production, database, accounts, &data).unwrap();
    let ready = app
        .issuer(issuer())
        .client_ip(ClientIpSource::x_forwarded_for("127.0.0.0/8").unwrap())
        .default_quota(1_000_000, Per::Second)
        .build()
        .await
        .unwrap_or_else(|error| panic!("{error}"));
    let routes = ready.table().lines().skip(1).map_while(|line| {
        let mut words = line.split_whitespace();
        let (method, path) = (words.next()?, words.next()?);
        path.starts_with('/').then(|| (method.to_owned(), path.to_owned()))
    });
    let routes: Vec<_> = routes.collect();
    assert!(routes.len() > 30, "{routes:?}");
    Example { server: Server::of(ready).await, routes, url, data }
}
