//! The OWASP Top 10 as handlers. For each category `insecure/a….rs` is what is usually written, a program that does not compile, with the error
//! beside it; `src/a….rs` is the secure form, with routes that run; `tests/attacks/a….rs` attacks them.
//!
//! `cargo run -p owasp-catalogue` prints the list. A category is added by its three files, and by its name here and in `tests/attacks/main.rs`.
//! A06:2021 has none: what comes in with a dependency is no handler's (`docs/supply-chain.md`).

#![forbid(unsafe_code)]

pub mod a01_access;
pub mod a01_redirect;
pub mod a02_secrets;
#[cfg(target_os = "linux")]
pub mod a03_command;
pub mod a03_page;
pub mod a03_sql;
pub mod a04_design;
pub mod a05_configuration;
pub mod a07_authentication;
pub mod a08_integrity;
pub mod a08_webhook;
pub mod a09_logging;
pub mod a10_2025_exceptions;
pub mod a10_ssrf;

use portcullis::identity::Accounts;
use portcullis::prelude::*;
use portcullis::{OriginFault, SealingKeys};

/// Who is who.
#[derive(Clone, Copy, Debug, Role)]
pub enum Role {
    /// Has invoices, notes and settings of their own.
    Customer,
}

/// A vulnerable handler and its secure form.
pub struct Entry {
    /// The category, in both editions where it has a place in both.
    pub category: &'static str,
    /// The program that does not compile, in `insecure/`.
    pub insecure: &'static str,
    /// What the compiler answers.
    pub error: &'static str,
    /// The routes of the secure form.
    pub secure: &'static str,
    /// How they are attacked.
    pub attack: &'static str,
}

/// The list, and what the app is made of.
macro_rules! catalogue {
    ($($(#[$where:meta])? $module:ident),* $(,)?) => {
        /// Every entry, by its category.
        pub const CATALOGUE: &[&Entry] = &[$($(#[$where])? &$module::ENTRY),*];
        const TABLES: &[&str] = &[$($(#[$where])? $module::TABLES),*];

        fn mounted(app: App) -> App {
            $($(#[$where])? let app = $module::mount(app);)*
            app
        }
    };
}

catalogue!(
    a01_access,
    a01_redirect,
    a02_secrets,
    a03_sql,
    a03_page,
    #[cfg(target_os = "linux")]
    a03_command,
    a04_design,
    a05_configuration,
    a07_authentication,
    a08_integrity,
    a08_webhook,
    a09_logging,
    a10_ssrf,
    a10_2025_exceptions,
);

/// What the operator gives.
pub struct Given {
    /// Where the rows are.
    pub database: Database,
    /// Who signs in.
    pub accounts: Accounts,
    /// What seals columns.
    pub sealing: SealingKeys,
    /// The code of the one voucher.
    pub voucher: Secret<String>,
    /// What the carrier signs with.
    pub carrier: Secret<String>,
}

/// Makes the tables, on SQLite.
///
/// # Errors
/// What the database answers.
pub async fn prepare(database: &Database) -> Result<(), Problem> {
    for tables in TABLES.iter().filter(|tables| !tables.is_empty()) {
        database.run_script(*tables).await?;
    }
    WebhookKeys::migrate(database).await?;
    Ok(())
}

/// Every secure route in one app.
///
/// # Errors
/// An origin is none.
pub fn app(environment: Environment, given: Given) -> Result<App, OriginFault> {
    let app = App::new(environment)
        .roles::<Role>()
        .database(given.database)
        .accounts(given.accounts)
        .sealing(given.sealing)
        .origins(a05_configuration::origins()?)
        .webhook("carrier", WebhookKeys::standard(given.carrier))
        .service(a04_design::Vouchers::of(&given.voucher))
        .service(a10_2025_exceptions::Prices { tax: "7,5".to_owned() });
    Ok(mounted(app))
}
