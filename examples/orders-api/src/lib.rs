//! Customers with orders of their own, support that sees any order, admins that list users; documents that are shared, projects of
//! organisations.
//!
//! Read it from the top: [`enum@Role`], then [`orders`], whose attributes and derives say who may do what.

#![forbid(unsafe_code)]

pub mod demo;
pub mod documents;
pub mod health;
pub mod items;
pub mod keys;
pub mod orders;
pub mod payments;
#[cfg(target_os = "linux")]
pub mod ping;
pub mod previews;
pub mod profiles;
pub mod projects;
pub mod receipts;
pub mod report;
pub mod users;

use std::error::Error;
use std::path::Path;

use portcullis::identity::{self, Accounts, AccountsFault, Issuer};
use portcullis::prelude::*;

/// Who is who.
#[derive(Clone, Copy, Debug, Role)]
pub enum Role {
    /// Orders for themselves.
    Customer,
    /// Sees any order, and its risk score.
    Support,
    /// Does what support does, and lists users.
    #[role(includes(Support))]
    Admin,
}

/// The accounts: who registers is a customer.
///
/// # Errors
/// A fault of the configuration.
pub fn accounts(database: &Database, issuer: Issuer) -> Result<Accounts, AccountsFault> {
    Accounts::on(database, issuer).newcomers([Role::Customer]).build()
}

/// The app with accounts and their routes.
///
/// # Errors
/// Something in the folder of its data cannot be read.
pub fn app_with(
    environment: Environment,
    database: Database,
    accounts: Accounts,
    data: &Path,
) -> Result<App, Box<dyn Error>> {
    let app = app(environment, database, data)?;
    Ok(app.accounts(accounts).mount(identity::routes().administered_by(Role::Admin)))
}

/// The app without accounts: whom it believes is for the caller to say. In the folder of its data lie the keys of sealed columns, and the pictures.
///
/// # Errors
/// Something in the folder of its data cannot be read.
pub fn app(environment: Environment, database: Database, data: &Path) -> Result<App, Box<dyn Error>> {
    let app = App::new(environment)
        .roles::<Role>()
        .database(database)
        .sealing(keys::sealing(&data.join("sealing-keys"))?)
        .uploads(UploadFolder::at(std::path::absolute(data.join("avatars"))?))
        .webhook("payments", WebhookKeys::standard(keys::payments(data)?))
        .service(orders::RiskModel { large_order: 50 })
        .mount(routes![health::health, users::list_users, users::me])
        .mount(routes![
            orders::list_orders,
            orders::place_order,
            orders::get_order,
            orders::change_order,
            orders::cancel_order,
            orders::count_orders,
            report::monthly_report,
        ])
        .mount(routes![receipts::get_receipt, payments::order_paid])
        .mount(routes![items::list_items, items::add_item, items::change_item, items::remove_item])
        .mount(routes![
            documents::list_documents,
            documents::write_document,
            documents::get_document,
            documents::change_document,
            documents::share_document,
            documents::unshare_document,
        ])
        .mount(routes![projects::list_projects, projects::put_project, projects::list_all_projects])
        .mount(routes![profiles::get_profile, profiles::put_profile, profiles::view_profile])
        .mount(routes![profiles::put_avatar, profiles::get_avatar, previews::preview_link]);
    // A machine without a ping has everything else.
    #[cfg(target_os = "linux")]
    if let Some(program) = ping::program() {
        return Ok(app.program("ping", program).mount(routes![ping::ping_host]));
    }
    Ok(app)
}
