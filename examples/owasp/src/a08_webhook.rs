//! A08:2021 and A08:2025, Software and Data Integrity Failures: messages of another service (CWE-345, CWE-294).
//!
//! The attack: a call that the carrier never made, one of its calls with another number in it, and one of last week once more. The guard: the
//! route names its sender, whose signature over the raw bytes is verified before anything of them is read; a call is fresh, and is run once.

use portcullis::prelude::*;

use crate::{Entry, Role};

/// In the list.
pub const ENTRY: Entry = Entry {
    category: "A08:2021, A08:2025 Software and Data Integrity Failures (signed messages)",
    insecure: "a08_webhook",
    error: include_str!("../insecure/a08_webhook.stderr"),
    secure: "POST /webhooks/carrier",
    attack: "calls that are unsigned, signed by others, altered, stale and sent again",
};

pub(crate) const TABLES: &str = "
    CREATE TABLE parcels (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, status TEXT NOT NULL);
    INSERT INTO parcels VALUES (1, 1, 'expected'), (2, 2, 'expected');";

pub(crate) fn mount(app: App) -> App {
    app.mount(routes![parcel_delivered, get_parcel, miss_parcel])
}

/// A parcel.
#[derive(Resource, Expose)]
#[resource(table = "parcels", owner = "user_id")]
pub struct Parcel {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub user_id: i64,
    /// `expected`, `delivered` or `missing`.
    #[resource(server_set)]
    pub status: String,
}

/// What the carrier tells.
#[secure_input]
pub struct Delivery {
    parcel_id: i64,
}

/// What becomes of a parcel.
#[derive(Change)]
#[change(patches = Parcel)]
struct Now {
    status: String,
}

/// The carrier says that a parcel was delivered.
#[secure_route(post = "/webhooks/carrier", webhook = "carrier", all_rows = "parcels", rate = "600/min")]
pub async fn parcel_delivered(
    delivery: Signed<Delivery>,
    parcels: AllRowsMut<Parcel>,
) -> Result<NoContent, Problem> {
    parcels.update(&delivery.parcel_id, &Now { status: "delivered".to_owned() }).await?;
    Ok(NoContent)
}

/// Where a parcel is.
#[secure_route(get = "/parcels/{parcel_id}", role = "customer", owns = "parcel.user_id")]
pub async fn get_parcel(parcel: Owned<Parcel>) -> Json<Parcel> {
    parcel.into_reply()
}

/// Its owner says that it is not there, whatever the carrier says.
#[secure_route(
    post = "/parcels/{parcel_id}/missing",
    role = "customer",
    owns = "parcel.user_id",
    rate = "10/min"
)]
pub async fn miss_parcel(mut parcel: OwnedMut<Parcel>) -> Result<Json<Parcel>, Problem> {
    parcel.update(&Now { status: "missing".to_owned() }).await?;
    Ok(parcel.into_reply())
}
