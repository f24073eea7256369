//! A10:2025, Mishandling of Exceptional Conditions; in 2021 parts of A04 and A05: what is left when something fails.
//!
//! The attack: making the second half fail, so that the first half stays; reading the text of an error. The guard: `Tx` undoes everything when
//! the reply is no success, and every error that is no [`Problem`] is a 500 with an id, whose cause only the log has.

use portcullis::prelude::*;

use crate::{Entry, Role};

/// In the list.
pub const ENTRY: Entry = Entry {
    category: "A10:2025 Mishandling of Exceptional Conditions",
    insecure: "a10_2025_exceptions",
    error: include_str!("../insecure/a10_2025_exceptions.stderr"),
    secure: "POST /jars/{from_id}/to/{to_id}; GET /prices",
    attack: "taking more than there is, and asking where the operator has mistyped",
};

pub(crate) const TABLES: &str = "
    CREATE TABLE jars (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, coins INTEGER NOT NULL CHECK (coins >= 0));
    INSERT INTO jars VALUES (1, 1, 10), (2, 1, 10), (3, 2, 10);";

pub(crate) fn mount(app: App) -> App {
    app.mount(routes![pour, list_jars, price])
}

/// A jar.
#[derive(Resource, Expose)]
#[resource(table = "jars", owner = "user_id")]
pub struct Jar {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub user_id: i64,
    /// How many coins are in it, never fewer than none.
    #[resource(server_set)]
    pub coins: i64,
}

#[derive(Change)]
#[change(patches = Jar)]
struct Filled {
    coins: i64,
}

/// How many coins.
#[secure_input]
pub struct Poured {
    #[validate(range(min = 1, max = 1_000))]
    coins: i64,
}

/// Pours coins from one jar into another. The second jar is filled first; where the first has too few, neither has changed.
#[secure_route(
    post = "/jars/{from_id}/to/{to_id}",
    role = "customer",
    owns = ["from.user_id", "to.user_id"],
    rate = "60/min"
)]
pub async fn pour(
    mut from: OwnedMut<Jar>,
    mut to: OwnedMut<Jar>,
    poured: Valid<Json<Poured>>,
    tx: Tx,
) -> Result<Json<Jar>, Problem> {
    from.lock(&tx).await?;
    to.lock(&tx).await?;
    let (more, fewer) = (to.coins + poured.coins, from.coins - poured.coins);
    to.update(&Filled { coins: more }).await?;
    from.update(&Filled { coins: fewer }).await?;
    Ok(from.into_reply())
}

/// The caller's jars.
#[secure_route(get = "/jars", role = "customer", owns = "jars.user_id")]
pub async fn list_jars(jars: OwnedSet<Jar>, paging: Valid<Query<Paging>>) -> Result<Page<Jar>, Problem> {
    jars.page(&paging).await
}

/// What the operator has set.
#[derive(Service)]
pub struct Prices {
    /// The tax in percent, as it was typed.
    pub tax: String,
}

/// A price.
#[derive(Expose)]
pub struct Price {
    cents: i64,
}

/// What a coin costs. `?` gives whatever went wrong to the log, and nothing of it to the client.
#[secure_route(get = "/prices", role = "customer")]
pub async fn price(prices: Service<Prices>) -> Result<Json<Price>, Problem> {
    let tax: i64 = prices.tax.parse()?;
    Ok(Json(Price { cents: 100 + tax }))
}
