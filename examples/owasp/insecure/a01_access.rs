//! Rule: a row is reached through its owner
//! Expect: one error at the parameter, prescribing `owns`
//!
//! A01 Broken Access Control: whoever is signed in counts through the ids and reads every invoice.
//! The secure form is `src/a01_access.rs`; the guarantee's own program `ui-tests/cases/ownership/no_owns.rs`.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Clone, Copy, Role)]
enum Role {
    Customer,
}

#[derive(Resource, Expose)]
#[resource(table = "invoices", owner = "user_id")]
struct Invoice {
    id: i64,
    user_id: i64,
    cents: i64,
}

#[secure_route(get = "/invoices/{invoice_id}", role = "customer")]
async fn get_invoice(invoice: Owned<Invoice>) -> Json<Invoice> {
    invoice.into_reply()
}

fn main() {}
