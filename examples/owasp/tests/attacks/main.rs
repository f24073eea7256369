//! Attacks on the secure forms, over a real socket: two users who want what the other has, and somebody who is nobody.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod a01_access;
mod a01_redirect;
mod a02_secrets;
mod a03_command;
mod a03_page;
mod a03_sql;
mod a04_design;
mod a05_configuration;
mod a07_authentication;
mod a08_integrity;
mod a08_webhook;
mod a09_logging;
mod a10_2025_exceptions;
mod a10_ssrf;
mod catalogue;

use std::path::PathBuf;
use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use owasp_catalogue::{Given, Role, app, prepare};
use portcullis::SealingKeys;
use portcullis::identity::{Accounts, Issuer, KeyRing, TokenRequest};
use portcullis::prelude::*;
use portcullis::testing::secret_text;
use portcullis_tests::capture::Captured;
use portcullis_tests::{Engine, Server, issuer, new_folder};
use tracing::subscriber::DefaultGuard;

/// The code of the voucher.
pub(crate) const VOUCHER: &str = "spring-7391";

/// A secret of a sender, made for this run.
pub(crate) fn new_secret() -> String {
    format!("whsec_{}", STANDARD.encode(rand::random::<[u8; 32]>()))
}

/// The carrier's.
pub(crate) fn carrier() -> &'static str {
    static SECRET: OnceLock<String> = OnceLock::new();
    SECRET.get_or_init(new_secret)
}

/// The app, where its database is, and what it logs. Each test listens: a place of the log that a thread without a listener reaches first may stay silent
/// for all.
pub(crate) struct House {
    pub(crate) server: Server,
    pub(crate) database: PathBuf,
    pub(crate) log: Captured,
    _listening: DefaultGuard,
}

/// A token of a customer.
pub(crate) fn customer(subject: i64) -> String {
    let request = TokenRequest::new(subject).roles([Role::Customer]);
    issuer().mint(&request).unwrap().reveal().to_owned()
}

/// The app as it runs in production, which also takes the tokens of tests.
pub(crate) async fn whole() -> (App, PathBuf) {
    let url = Engine::Sqlite.url().await;
    let (keys, sealing) = (new_folder(), new_folder());
    KeyRing::make_key(&keys).unwrap();
    SealingKeys::make_key(&sealing).unwrap();
    let database = Database::connect(&url).await.unwrap();
    prepare(&database).await.unwrap();
    let own = Issuer::own("https://shop.example", "shop", KeyRing::from_directory(&keys).unwrap());
    let accounts = Accounts::on(&database, own).newcomers([Role::Customer]).build().unwrap();
    accounts.migrate().await.unwrap();
    let sealing = SealingKeys::from_directory(&sealing).unwrap();
    let (voucher, carrier) = (secret_text(VOUCHER), secret_text(carrier()));
    let given = Given { database, accounts, sealing, voucher, carrier };
    let app = app(Environment::Production, given).unwrap().issuer(issuer());
    (app, PathBuf::from(url.trim_start_matches("sqlite://")))
}

impl House {
    pub(crate) async fn open() -> Self {
        let (log, _listening) = Captured::json();
        let (app, database) = whole().await;
        let server = Server::start(app.client_ip(ClientIpSource::socket())).await;
        Self { server, database, log, _listening }
    }
}
