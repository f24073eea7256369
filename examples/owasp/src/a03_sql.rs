//! A03:2021 and A05:2025, Injection: SQL.
//!
//! The attack: a quote in a text, so that the rest of it is SQL. The guard: the text of a statement is a literal that the compiler has read,
//! and what varies is bound to `$1`; each table in it is the caller's own rows of it.

use portcullis::prelude::*;

use crate::{Entry, Role};

/// In the list.
pub const ENTRY: Entry = Entry {
    category: "A03:2021, A05:2025 Injection (SQL)",
    insecure: "a03_sql",
    error: include_str!("../insecure/a03_sql.stderr"),
    secure: "GET /notes?title=…",
    attack: "titles that end the text and go on with SQL",
};

pub(crate) const TABLES: &str = "
    CREATE TABLE notes (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, title TEXT NOT NULL);
    INSERT INTO notes VALUES (1, 1, 'of alice'), (2, 2, 'of bob'), (3, 2, 'of bob');";

pub(crate) fn mount(app: App) -> App {
    app.mount(routes![count_notes])
}

/// A note.
#[derive(Resource, Expose)]
#[resource(table = "notes", owner = "user_id")]
pub struct Note {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub user_id: i64,
    /// What it is called.
    pub title: String,
}

/// How many notes have a title.
#[derive(Record, Expose)]
pub struct Titled {
    /// The title.
    pub title: String,
    /// How many.
    pub notes: i64,
}

/// What is asked for.
#[secure_input]
pub struct Asked {
    #[validate(length(max = 200))]
    title: String,
}

/// The caller's notes of a title.
#[secure_route(get = "/notes", role = "customer", owns = "notes.user_id")]
pub async fn count_notes(
    notes: OwnedSet<Note>,
    asked: Valid<Query<Asked>>,
) -> Result<Json<Vec<Titled>>, Problem> {
    let titled = owned_sql!(
        notes: Note;
        "SELECT title, COUNT(*) AS notes FROM notes WHERE title = $1 GROUP BY title",
        asked.title.as_str()
    );
    Ok(Json(titled.all().await?))
}
