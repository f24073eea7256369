//! Customers with orders of their own, support that sees any order, admins that list users.
//!
//! Read it from the top: [`enum@Role`], then [`orders`], whose attributes and derives say who may do what.

#![forbid(unsafe_code)]

pub mod demo;
pub mod health;
pub mod orders;
pub mod users;

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

/// The whole app on this database, without an issuer of tokens.
pub fn app(environment: Environment, database: Database) -> App {
    App::new(environment)
        .roles::<Role>()
        .database(database)
        .service(orders::RiskModel { large_order: 50 })
        .mount(routes![health::health, users::list_users, users::me])
        .mount(routes![
            orders::list_orders,
            orders::place_order,
            orders::get_order,
            orders::change_order,
            orders::cancel_order,
            orders::count_orders,
        ])
}
