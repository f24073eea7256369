//! Rule: the text of SQL is a literal
//! Expect: one error at `format!`
//!
//! A03:2021, A05:2025 Injection: a quote in the title, and the rest of it is SQL.
//! The secure form is `src/a03_sql.rs`; the guarantee's own program `ui-tests/cases/query/owned_sql_text_formatted.rs`.

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;

#[derive(Clone, Copy, Role)]
enum Role {
    Customer,
}

#[derive(Resource, Expose)]
#[resource(table = "notes", owner = "user_id")]
struct Note {
    id: i64,
    user_id: i64,
    title: String,
}

#[derive(Record, Expose)]
struct Titled {
    title: String,
}

#[secure_input]
struct Asked {
    #[validate(length(max = 200))]
    title: String,
}

#[secure_route(get = "/notes", role = "customer", owns = "notes.user_id")]
async fn list_notes(notes: OwnedSet<Note>, asked: Valid<Query<Asked>>) -> Result<Json<Vec<Titled>>, Problem> {
    let titled: Vec<Titled> =
        owned_sql!(notes: Note; format!("SELECT title FROM notes WHERE title = '{}'", asked.title)).all().await?;
    Ok(Json(titled))
}

fn main() {}
