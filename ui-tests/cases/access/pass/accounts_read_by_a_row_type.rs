//! Rule: what says who may call is read like any table

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource, Expose)]
#[resource(table = "portcullis_accounts", owner = "id")]
struct Person {
    id: i64,
    name: String,
    disabled: bool,
}

#[secure_route(get = "/people", role = "admin", all_rows = "people")]
async fn list(people: AllRows<Person>, paging: Valid<Query<Paging>>) -> Result<Page<Person>, Problem> {
    people.page(&paging).await
}

#[secure_route(get = "/people/{person_id}", authenticated, owns = "person.id")]
async fn me(person: Owned<Person>) -> Json<Person> {
    person.into_reply()
}

/// A table of the app's own whose name only resembles the framework's.
#[derive(Resource, Expose)]
#[resource(table = "portcullises", owner = "user_id")]
struct Gate {
    id: i64,
    user_id: i64,
}

#[secure_route(delete = "/gates/{gate_id}", authenticated, owns = "gate.user_id", rate = "5/min")]
async fn remove(gate: OwnedMut<Gate>) -> Result<NoContent, Problem> {
    gate.delete().await?;
    Ok(NoContent)
}
