//! Starts the app in development, on an embedded database, and says what to paste.
//!
//! `BIND_ADDR` moves it from 127.0.0.1:8080, `DATABASE_URL` from the file `orders-api.db` to another file or to PostgreSQL
//! (`postgres://user@host/orders`), `DATA_DIR` from the folder `orders-api-data`, which keeps the keys that sign
//! tokens and seal columns, and the password of the demo accounts. Ctrl-C stops it. `orders-api keys` makes another key, with which a running app signs too.
//!
//! On PostgreSQL `orders-api row-security` prints the policies of its tables, `orders-api migrate` makes tables and policies as the
//! role of `MIGRATE_DATABASE_URL`, and with `ROW_SECURITY=required` the app, as another role, serves on nothing less.

#![forbid(unsafe_code)]

use std::error::Error;
use std::net::SocketAddr;
use std::path::PathBuf;

use portcullis::identity::Issuer;
use portcullis::prelude::*;

#[tokio::main]
#[allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program that is started speaks and is configured here"
)]
async fn main() -> Result<(), Box<dyn Error>> {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();

    let address: SocketAddr =
        std::env::var("BIND_ADDR").unwrap_or_else(|_| "127.0.0.1:8080".to_owned()).parse()?;
    let url = std::env::var("DATABASE_URL").unwrap_or_else(|_| "sqlite://orders-api.db".to_owned());
    let data = PathBuf::from(std::env::var("DATA_DIR").unwrap_or_else(|_| "orders-api-data".to_owned()));
    std::fs::create_dir_all(&data)?;
    let keys = orders_api::keys::folder(&data);
    let command = std::env::args().nth(1);
    if command.as_deref() == Some("keys") {
        println!("{}", orders_api::keys::make(&keys)?);
        return Ok(());
    }
    let issuer = Issuer::own("https://orders.example", "orders-api", orders_api::keys::ring(&keys)?);
    if command.as_deref() == Some("migrate") {
        let owner = Database::connect_to_migrate().await?;
        orders_api::demo::prepare(&owner).await?;
        let accounts = orders_api::accounts(&owner, issuer)?;
        let app = orders_api::app_with(Environment::Development, owner.clone(), accounts, &data)?;
        app.migrate_row_security(&owner).await?;
        println!("The tables and their policies are there.");
        return Ok(());
    }
    let database = Database::connect(&url).await?;
    let accounts = orders_api::accounts(&database, issuer)?;
    let required = std::env::var("ROW_SECURITY").is_ok_and(|says| says == "required");
    let app = orders_api::app_with(Environment::Development, database.clone(), accounts.clone(), &data)?;
    let app = if required { app.row_level_security(RowSecurity::Required) } else { app };
    if command.as_deref() == Some("row-security") {
        println!("{}", app.row_security_script());
        return Ok(());
    }
    if !required {
        orders_api::demo::prepare(&database).await?;
    }

    let (password, secret) = orders_api::demo::password(&data)?;
    orders_api::demo::people(&accounts, &secret).await?;
    let ready = app.build().await?;
    println!("{}\n{}", ready.table(), ready.report());
    println!("{}", orders_api::demo::sign_in_lines(&password, &address.to_string()));
    println!("{}\n{}", orders_api::demo::CURL_LINES, orders_api::demo::SESSION_LINES);
    println!("Listening at http://{address}");
    ready.serve(address).await?;
    println!("Stopped.");
    Ok(())
}
