//! A01:2021 and A01:2025, Broken Access Control: whose row it is.
//!
//! The attack: whoever is signed in counts through the ids of invoices, and changes the owner in what they send. The guard: `owns` puts the
//! owner into the statement that reads and into the one that writes; another's invoice is the one that does not exist.

use portcullis::prelude::*;

use crate::{Entry, Role};

/// In the list.
pub const ENTRY: Entry = Entry {
    category: "A01:2021, A01:2025 Broken Access Control",
    insecure: "a01_access",
    error: include_str!("../insecure/a01_access.stderr"),
    secure: "GET, PATCH /invoices/{invoice_id}; GET /invoices",
    attack: "asking for another's invoice by its number, and for one that nobody has",
};

pub(crate) const TABLES: &str = "
    CREATE TABLE invoices (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, cents INTEGER NOT NULL, note TEXT NOT NULL);
    INSERT INTO invoices VALUES (1, 1, 4200, 'of alice'), (2, 2, 700, 'of bob');";

pub(crate) fn mount(app: App) -> App {
    app.mount(routes![get_invoice, list_invoices, annotate])
}

/// An invoice.
#[derive(Resource, Expose)]
#[resource(table = "invoices", owner = "user_id")]
pub struct Invoice {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub user_id: i64,
    /// How much.
    #[resource(server_set)]
    pub cents: i64,
    /// What its owner has written on it.
    pub note: String,
}

/// What a client may change.
#[secure_input(patches = Invoice)]
pub struct Annotation {
    /// What it says then.
    #[validate(length(max = 80))]
    pub note: String,
}

/// One invoice.
#[secure_route(get = "/invoices/{invoice_id}", role = "customer", owns = "invoice.user_id")]
pub async fn get_invoice(invoice: Owned<Invoice>) -> Json<Invoice> {
    invoice.into_reply()
}

/// The caller's invoices.
#[secure_route(get = "/invoices", role = "customer", owns = "invoices.user_id")]
pub async fn list_invoices(
    invoices: OwnedSet<Invoice>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Invoice>, Problem> {
    invoices.page(&paging).await
}

/// Writes on an invoice. The method is one that promises nothing: on `get` this does not compile.
#[secure_route(patch = "/invoices/{invoice_id}", role = "customer", owns = "invoice.user_id")]
pub async fn annotate(
    mut invoice: OwnedMut<Invoice>,
    annotation: Valid<Json<Annotation>>,
) -> Result<Json<Invoice>, Problem> {
    invoice.update(&annotation).await?;
    Ok(invoice.into_reply())
}
