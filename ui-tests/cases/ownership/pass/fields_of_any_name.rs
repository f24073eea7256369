//! Rule: the columns of a row may be called as our own names are

use portcullis::prelude::*;
use portcullis_ui_tests::shop::Role;

#[derive(Clone, Resource, Expose)]
#[resource(
    table = "table",
    owner = "owner",
    key = "key",
    tenant = "tenant",
    version = "version",
    unique = ["value"]
)]
pub struct Table {
    pub key: i64,
    pub owner: i64,
    pub version: i64,
    #[resource(filter)]
    pub r#type: String,
    #[expose(public)]
    pub id: i64,
    pub value: String,
    pub given: i64,
    pub row: i64,
    pub columns: String,
    pub arguments: i64,
    pub r#where: i64,
    pub public: bool,
    #[resource(references = self::Table)]
    pub claim: Option<i64>,
    pub tenant: String,
    pub grants: String,
    pub level: Option<i64>,
    #[expose(never)]
    pub decode: Vec<u8>,
}

#[secure_input(creates = Table, patches = Table)]
pub struct New {
    #[validate(length(max = 9))]
    r#type: String,
    #[validate(length(max = 9))]
    value: String,
    row: i64,
    arguments: i64,
    r#where: i64,
    claim: Option<Ref<Table>>,
    level: Option<i64>,
}

#[derive(Change)]
#[change(patches = Table, requires = Table)]
pub struct Change {
    columns: String,
    arguments: i64,
    r#type: String,
}

#[derive(Record, Expose)]
pub struct Row {
    r#type: String,
    id: i64,
    value: i64,
}

#[derive(Level)]
pub enum Level {
    Owner,
    Level,
    #[level(writes)]
    Public,
}

#[secure_route(patch = "/tables/{key}", role = "customer", owns = "tx.owner")]
pub async fn call(
    mut tx: OwnedMut<Table>,
    search: Valid<Json<New>>,
    table: Tx,
) -> Result<Json<Table>, Problem> {
    tx.lock(&table).await?;
    tx.update(&search).await?;
    let owner = Change { columns: String::new(), arguments: 1, r#type: String::new() };
    tx.update_if(&owner, &owner).await?;
    Ok(tx.into_reply())
}

#[secure_route(get = "/tables", role = "customer", owns = ["given.owner", "value.owner"])]
pub async fn sql(given: OwnedSet<Table>, value: OwnedSet<Table>) -> Result<Json<Vec<Row>>, Problem> {
    let rows: Vec<Row> = owned_sql!(
        given: Table, value: self::Table;
        "SELECT given.type, value.id, count(*) AS value FROM given, value WHERE given.key = $1 GROUP BY given.type, value.id",
        7_i64
    )
    .all()
    .await?;
    Ok(Json(rows))
}
