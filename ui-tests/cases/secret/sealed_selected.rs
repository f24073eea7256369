//! Rule: no SELECT reads a sealed column.
//! Expect: at the SELECT, that the value is opened where its row is.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Resource, Expose)]
#[resource(table = "customers", owner = "user_id")]
struct Customer {
    id: i64,
    user_id: i64,
    #[expose(owner)]
    phone: Sealed<String>,
}

#[derive(Record, Expose)]
struct Found {
    phone: Vec<u8>,
}

#[secure_route(get = "/customers", authenticated, owns = "customers.user_id")]
async fn found(customers: OwnedSet<Customer>) -> Result<Json<Vec<Found>>, Problem> {
    let found = owned_sql!(customers: Customer; "SELECT customers.phone AS phone FROM customers");
    Ok(Json(found.all().await?))
}

fn main() {}
