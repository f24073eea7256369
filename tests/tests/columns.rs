//! Every type of column, on both engines: what a client sends comes back equal, and one text names one row.

use std::collections::BTreeSet;

use portcullis::prelude::*;
use portcullis_tests::shop::Role;
use portcullis_tests::{Answer, Engine, Server, issuer, log, on_both, token};
use serde_json::{Value, json};

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

on_both!(
    what_is_sent_comes_back_equal,
    decimals_keep_every_digit,
    times_are_cut_to_microseconds,
    a_patch_leaves_out_what_it_leaves_out,
    one_text_names_one_row_and_one_owner,
    pages_go_on_after_a_uuid,
    values_are_compared_by_the_engine,
    columns_of_other_types_do_not_start,
);

#[derive(Clone, Resource, Expose)]
#[resource(table = "notes", owner = "author")]
struct Note {
    id: Uuid,
    author: Uuid,
    price: Decimal,
    due: DateTime<Utc>,
    day: NaiveDate,
    tip: Option<Decimal>,
    seen: Option<DateTime<Utc>>,
    until: Option<NaiveDate>,
    origin: Option<Uuid>,
    small: i16,
    medium: i32,
    large: i64,
    ratio: f64,
    done: Option<bool>,
    word: Option<String>,
    #[resource(server_set)]
    raw: Option<Vec<u8>>,
}

#[secure_input(creates = Note)]
struct NewNote {
    price: Decimal,
    due: DateTime<Utc>,
    day: NaiveDate,
    tip: Option<Decimal>,
    seen: Option<DateTime<Utc>>,
    until: Option<NaiveDate>,
    origin: Option<Uuid>,
    small: i16,
    medium: i32,
    large: i64,
    ratio: f64,
    done: Option<bool>,
    #[validate(length(max = 20))]
    word: Option<String>,
}

#[secure_input(patches = Note)]
struct NoteChange {
    price: Option<Decimal>,
    due: Option<DateTime<Utc>>,
    day: Option<NaiveDate>,
    tip: Option<Decimal>,
    seen: Option<DateTime<Utc>>,
    until: Option<NaiveDate>,
    origin: Option<Uuid>,
    small: Option<i16>,
    medium: Option<i32>,
    large: Option<i64>,
    ratio: Option<f64>,
    done: Option<bool>,
    #[validate(length(max = 20))]
    word: Option<String>,
}

#[secure_route(get = "/notes/{note_id}", authenticated, owns = "note.author")]
async fn get_note(note: Owned<Note>) -> Json<Note> {
    note.into_reply()
}

#[secure_route(get = "/notes", authenticated, owns = "notes.author")]
async fn list_notes(notes: OwnedSet<Note>, paging: Valid<Query<Paging>>) -> Result<Page<Note>, Problem> {
    notes.page(&paging).await
}

#[secure_route(post = "/notes", authenticated, owns = "notes.author")]
async fn make_note(notes: OwnedSetMut<Note>, note: Valid<Json<NewNote>>) -> Result<Created<Note>, Problem> {
    Ok(Created(notes.insert(&note).await?))
}

#[secure_route(patch = "/notes/{note_id}", authenticated, owns = "note.author")]
async fn change_note(
    mut note: OwnedMut<Note>,
    change: Valid<Json<NoteChange>>,
) -> Result<Json<Note>, Problem> {
    note.update(&change).await?;
    Ok(note.into_reply())
}

#[secure_route(delete = "/notes/{note_id}", authenticated, owns = "note.author")]
async fn remove_note(note: OwnedMut<Note>) -> Result<NoContent, Problem> {
    note.delete().await?;
    Ok(NoContent)
}

#[secure_input]
struct Since {
    due: DateTime<Utc>,
    day: NaiveDate,
    price: Decimal,
    origin: Uuid,
}

/// How many notes each comparison finds.
#[derive(Expose)]
struct Found {
    due_after: usize,
    day_after: usize,
    price_equal: usize,
    origin_equal: usize,
    in_order: Vec<DateTime<Utc>>,
}

#[secure_route(post = "/compare", authenticated, waive_query = "the engine compares, not the gate")]
async fn compare(sql: RawSql, since: Valid<Json<Since>>) -> Result<Json<Found>, Problem> {
    let found = |rows: Vec<Note>| rows.len();
    Ok(Json(Found {
        due_after: found(sql.rows("SELECT * FROM notes WHERE due > $1", (since.due,)).await?),
        day_after: found(sql.rows("SELECT * FROM notes WHERE day > $1", (since.day,)).await?),
        price_equal: found(sql.rows("SELECT * FROM notes WHERE price = $1", (since.price,)).await?),
        origin_equal: found(sql.rows("SELECT * FROM notes WHERE origin = $1", (since.origin,)).await?),
        in_order: sql
            .rows::<Note>("SELECT * FROM notes ORDER BY due", ())
            .await?
            .iter()
            .map(|note| note.due)
            .collect(),
    }))
}

const TABLES: Script = Script {
    sqlite: "CREATE TABLE notes (
            id TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4'
                || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
            author TEXT NOT NULL, price TEXT NOT NULL, due TEXT NOT NULL, day TEXT NOT NULL,
            tip TEXT, seen TEXT, until TEXT, origin TEXT,
            small INTEGER NOT NULL, medium INTEGER NOT NULL, large INTEGER NOT NULL, ratio REAL NOT NULL,
            done BOOLEAN, word TEXT, raw BLOB DEFAULT x'00ff')",
    postgres: "CREATE TABLE notes (
            id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
            author UUID NOT NULL, price NUMERIC NOT NULL, due TIMESTAMPTZ NOT NULL, day DATE NOT NULL,
            tip NUMERIC, seen TIMESTAMPTZ, until DATE, origin UUID,
            small SMALLINT NOT NULL, medium INTEGER NOT NULL, large BIGINT NOT NULL,
            ratio DOUBLE PRECISION NOT NULL,
            done BOOLEAN, word VARCHAR(20), raw BYTEA DEFAULT '\\x00ff')",
};

fn app(database: Database) -> App {
    App::new(Environment::Production)
        .client_ip(ClientIpSource::socket())
        .default_quota(1_000_000, Per::Minute)
        .roles::<Role>()
        .database(database)
        .issuer(issuer())
        .mount(routes![get_note, list_notes, make_note, change_note, remove_note, compare])
}

/// The server, and the database behind it.
async fn served(engine: Engine) -> (Server, Database) {
    let database = Database::connect(&engine.url().await).await.unwrap();
    database.run_script(TABLES).await.unwrap();
    (Server::start(app(database.clone())).await, database)
}

const ALICE: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";
const BOB: &str = "0a5f7b5e-2d4b-4c58-8f1c-3c0d6f6a9b11";

fn note() -> Value {
    json!({
        "price": "12.5", "due": "2026-01-02T03:04:05.123456Z", "day": "2026-01-02", "tip": "0.25",
        "seen": "1969-12-31T23:59:59.999999Z", "until": "1500-02-03", "origin": BOB, "small": -32768,
        "medium": -2147483648_i64, "large": i64::MIN, "ratio": 0.1, "done": true, "word": "ü",
    })
}

fn with(mut object: Value, name: &str, value: Value) -> Value {
    object.as_object_mut().unwrap().insert(name.to_owned(), value);
    object
}

async fn made(server: &Server, note: Value) -> Value {
    let answer = server.post("/notes", &token(ALICE, &[]), note).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.json()
}

fn id(note: &Value) -> String {
    note["id"].as_str().unwrap().to_owned()
}

async fn what_is_sent_comes_back_equal(engine: Engine) {
    let (server, _) = served(engine).await;
    let made = made(&server, note()).await;
    let mut expected = with(with(note(), "id", made["id"].clone()), "author", json!(ALICE));
    expected = with(expected, "raw", json!([0, 255]));
    assert_eq!(made, expected);
    let read = server.get(&format!("/notes/{}", id(&made)), &token(ALICE, &[])).await;
    assert_eq!(read.json(), expected);
    // What is absent stays absent.
    let optional = ["tip", "seen", "until", "origin", "done", "word"];
    let bare = optional.iter().fold(note(), |note, name| with(note, name, Value::Null));
    let bare = self::made(&server, bare).await;
    assert!(optional.iter().all(|name| bare[*name].is_null()), "{bare}");
}

async fn decimals_keep_every_digit(engine: Engine) {
    let (server, _) = served(engine).await;
    for (sent, kept) in [
        ("1.10", "1.1"),
        ("100", "100"),
        ("-0", "0"),
        ("0.00", "0"),
        ("79228162514264337593543950335", "79228162514264337593543950335"),
        ("-79228162514264337593543950335", "-79228162514264337593543950335"),
        ("7.9228162514264337593543950335", "7.9228162514264337593543950335"),
        ("792281625142643375935439503.35", "792281625142643375935439503.35"),
        ("0.0000000000000000000000000001", "0.0000000000000000000000000001"),
        ("12345678901234.123456789012345", "12345678901234.123456789012345"),
    ] {
        assert_eq!(made(&server, with(note(), "price", json!(sent))).await["price"], kept, "{sent}");
    }
    for bad in [json!("NaN"), json!("1,5"), json!("79228162514264337593543950336"), json!(1e300), json!("")] {
        let answer = server.post("/notes", &token(ALICE, &[]), with(note(), "price", bad)).await;
        answer.assert_problem(422);
    }
}

async fn times_are_cut_to_microseconds(engine: Engine) {
    let (server, _) = served(engine).await;
    for (sent, kept) in [
        ("2026-01-02T03:04:05.1234569+02:00", "2026-01-02T01:04:05.123456Z"),
        ("1969-12-31T23:59:59.9999999Z", "1969-12-31T23:59:59.999999Z"),
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z"),
        ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.999999Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
    ] {
        let made = made(&server, with(note(), "due", json!(sent))).await;
        assert_eq!(
            made["due"].as_str().unwrap().parse::<DateTime<Utc>>().unwrap(),
            kept.parse::<DateTime<Utc>>().unwrap()
        );
    }
    for (field, bad) in [
        ("due", "+10000-01-01T00:00:00Z"),
        ("due", "9999-12-31T23:59:59-01:00"),
        // A leap second that rolls over into five digits.
        ("due", "9999-12-31T23:59:60Z"),
        ("due", "-0001-12-31T23:59:59Z"),
        ("due", "infinity"),
        ("due", "2026-01-02"),
        ("seen", "+262142-01-01T00:00:00Z"),
        ("day", "+10000-01-01"),
        ("day", "-0001-01-01"),
        ("day", "2026-02-30"),
        ("until", "infinity"),
    ] {
        let answer = server.post("/notes", &token(ALICE, &[]), with(note(), field, json!(bad))).await;
        answer.assert_problem(422);
    }
}

async fn a_patch_leaves_out_what_it_leaves_out(engine: Engine) {
    let (server, _) = served(engine).await;
    let mut now = made(&server, note()).await;
    let path = format!("/notes/{}", id(&now));
    for (field, value) in [
        ("price", json!("1.5")),
        ("due", json!("2027-01-01T00:00:00.000001Z")),
        ("day", json!("2027-01-01")),
        ("tip", json!("-3")),
        ("seen", json!("2027-01-01T00:00:00.000002Z")),
        ("until", json!("0001-01-01")),
        ("origin", json!(ALICE)),
        ("small", json!(1)),
        ("medium", json!(2)),
        ("large", json!(3)),
        ("ratio", json!(2.5)),
        ("done", json!(false)),
        ("word", json!("other")),
    ] {
        let change = json!({ field: value });
        let answer = server.send(Method::PATCH, &path, &token(ALICE, &[]), Some(change)).await;
        now = with(now, field, value);
        assert_eq!(answer.json(), now, "{field}: {answer:?}");
    }
    let nothing = server.send(Method::PATCH, &path, &token(ALICE, &[]), Some(json!({}))).await;
    assert_eq!(nothing.json(), now);
    let foreign = server.send(Method::PATCH, &path, &token(BOB, &[]), Some(json!({ "small": 9 }))).await;
    foreign.assert_problem(404);
}

async fn one_text_names_one_row_and_one_owner(engine: Engine) {
    let (server, _) = served(engine).await;
    let id = id(&made(&server, note()).await);
    let own = async |id: &str, subject: &str| -> Answer {
        server.get(&format!("/notes/{id}"), &token(subject, &[])).await
    };
    assert_eq!(own(&id, ALICE).await.status, 200);
    let others = |text: &str| {
        [
            text.to_uppercase(),
            text.replace('-', ""),
            format!("%7B{text}%7D"),
            format!("urn:uuid:{text}"),
            format!("{text}%20"),
            "1".to_owned(),
            "'".to_owned(),
        ]
    };
    for other in others(&id) {
        own(&other, ALICE).await.assert_problem(404);
        own(&other, BOB).await.assert_problem(404);
    }
    let absent = own(&Uuid::nil().to_string(), BOB).await;
    assert_eq!(own(&id, BOB).await.comparable(), absent.comparable());
    for other in
        others(ALICE).iter().map(|other| other.replace("%7B", "{").replace("%7D", "}").replace("%20", " "))
    {
        own(&id, &other).await.assert_problem(404);
        server.get("/notes", &token(&other, &[])).await.assert_problem(404);
        server.post("/notes", &token(&other, &[]), note()).await.assert_problem(404);
    }
    let removed = server.send(Method::DELETE, &format!("/notes/{id}"), &token(ALICE, &[]), None).await;
    assert_eq!(removed.status, 204);
}

async fn pages_go_on_after_a_uuid(engine: Engine) {
    let (server, _) = served(engine).await;
    let mut made_ids = BTreeSet::new();
    for _ in 0..5 {
        made_ids.insert(id(&made(&server, note()).await));
    }
    server.post("/notes", &token(BOB, &[]), note()).await;
    let (mut found, mut path) = (Vec::new(), "/notes?limit=2".to_owned());
    loop {
        let page = server.get(&path, &token(ALICE, &[])).await.json();
        found.extend(page["items"].as_array().unwrap().iter().map(id));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/notes?limit=2&after={next}");
    }
    assert_eq!(found, made_ids.into_iter().collect::<Vec<_>>(), "each once, in their order");
    for bad in [ALICE.to_uppercase(), "1".to_owned(), ALICE.replace('-', "")] {
        server.get(&format!("/notes?after={bad}"), &token(ALICE, &[])).await.assert_problem(422);
    }
}

async fn values_are_compared_by_the_engine(engine: Engine) {
    let (server, _) = served(engine).await;
    let times =
        ["0999-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5Z", "2026-01-01T00:00:01Z"];
    for (time, price) in times.iter().rev().zip(["1.10", "1.1", "1.100", "11"]) {
        made(&server, with(with(note(), "due", json!(time)), "price", json!(price))).await;
    }
    let since =
        json!({ "due": "2026-01-01T00:00:00.0000009Z", "day": "2026-01-01", "price": "1.1", "origin": BOB });
    let found = server.post("/compare", &token(ALICE, &[]), since).await.json();
    let in_order: Vec<Value> = times.iter().map(|time| json!(time.replace("0.5Z", "0.500Z"))).collect();
    assert_eq!(
        found,
        json!({ "due_after": 2, "day_after": 4, "price_equal": 3, "origin_equal": 4, "in_order": in_order })
    );
}

/// A row that another program wrote in a form that would compare otherwise is an incident: it is not read as if it were right.
#[tokio::test]
async fn texts_of_another_form_are_not_read() {
    log::keep();
    let (server, database) = served(Engine::Sqlite).await;
    let path = format!("/notes/{}", id(&made(&server, note()).await));
    for (spoil, form) in [
        ("UPDATE notes SET due = '2026-01-02 03:04:05'", "2026-01-02T03:04:05.000006Z"),
        ("UPDATE notes SET due = '2026-01-02T03:04:05Z'", "2026-01-02T03:04:05.000006Z"),
        ("UPDATE notes SET due = '2026-01-02T03:04:05.000000Z', day = '2026-1-2'", "2026-01-02"),
        ("UPDATE notes SET day = '2026-01-02', price = '1.10'", "without zeros"),
        ("UPDATE notes SET price = '1e3'", "without zeros"),
        ("UPDATE notes SET price = '1', origin = upper(origin)", "hyphenated"),
    ] {
        database.run_script(spoil).await.unwrap();
        let answer = server.get(&path, &token(ALICE, &[])).await;
        answer.assert_problem(500);
        let lines = log::lines_with(answer.json()["incident_id"].as_str().unwrap());
        assert!(lines.iter().any(|line| line.contains(form) && !line.contains("panic")), "{lines:?}");
    }
    database.run_script("UPDATE notes SET origin = lower(origin)").await.unwrap();
    assert_eq!(server.get(&path, &token(ALICE, &[])).await.status, 200);
}

/// What PostgreSQL can hold and Rust cannot.
#[tokio::test]
async fn values_beyond_rust_are_not_read() {
    log::keep();
    let (server, database) = served(Engine::Postgres).await;
    let path = format!("/notes/{}", id(&made(&server, note()).await));
    for spoil in [
        "UPDATE notes SET due = 'infinity'",
        "UPDATE notes SET due = '-infinity'",
        "UPDATE notes SET due = '294276-01-01'",
        "UPDATE notes SET due = '4713-01-01 BC'",
        "UPDATE notes SET due = now(), day = 'infinity'",
        "UPDATE notes SET day = '-infinity'",
        "UPDATE notes SET day = '5874897-12-31'",
        "UPDATE notes SET day = now(), price = 'NaN'",
        "UPDATE notes SET price = 'infinity'",
        "UPDATE notes SET price = 1e100",
    ] {
        database.run_script(spoil).await.unwrap();
        let answer = server.get(&path, &token(ALICE, &[])).await;
        answer.assert_problem(500);
        let lines = log::lines_with(answer.json()["incident_id"].as_str().unwrap());
        assert!(lines.iter().all(|line| !line.contains("panic")), "{spoil}: {lines:?}");
    }
    database.run_script("UPDATE notes SET price = 1.10").await.unwrap();
    assert_eq!(server.get(&path, &token(ALICE, &[])).await.json()["price"], "1.1");
}

async fn columns_of_other_types_do_not_start(engine: Engine) {
    let on = |sqlite: &'static str, postgres: &'static str| match engine {
        Engine::Sqlite => sqlite,
        Engine::Postgres => postgres,
    };
    let cases = match engine {
        Engine::Sqlite => vec![
            ("id TEXT PRIMARY", "id UUID PRIMARY", "declare it TEXT"),
            ("author TEXT", "author BLOB", "declare it TEXT"),
            ("price TEXT", "price NUMERIC", "declare it TEXT"),
            ("price TEXT", "price REAL", "declare it TEXT"),
            ("due TEXT", "due TIMESTAMPTZ", "declare it TEXT"),
            ("day TEXT", "day DATE", "declare it TEXT"),
            ("ratio REAL", "ratio TEXT", "declare it REAL"),
        ],
        Engine::Postgres => vec![
            ("id UUID PRIMARY KEY DEFAULT gen_random_uuid()", "id TEXT PRIMARY KEY", "declare it UUID"),
            ("author UUID", "author TEXT", "declare it UUID"),
            ("price NUMERIC", "price DOUBLE PRECISION", "declare it NUMERIC"),
            ("price NUMERIC", "price MONEY", "declare it NUMERIC"),
            ("due TIMESTAMPTZ", "due TIMESTAMP", "declare it TIMESTAMPTZ"),
            ("day DATE", "day TIMESTAMPTZ", "declare it DATE"),
            ("small SMALLINT", "small INTEGER", "declare it SMALLINT"),
            ("medium INTEGER", "medium BIGINT", "declare it INTEGER"),
            ("large BIGINT", "large INTEGER", "declare it BIGINT"),
            ("ratio DOUBLE PRECISION", "ratio REAL", "declare it DOUBLE PRECISION"),
            ("done BOOLEAN", "done INTEGER", "declare it BOOLEAN"),
            ("word VARCHAR(20)", "word CHAR(20)", "declare it TEXT"),
            ("raw BYTEA DEFAULT '\\x00ff'", "raw TEXT", "declare it BYTEA"),
        ],
    };
    for (good, bad, part) in cases {
        let table = on(TABLES.sqlite, TABLES.postgres);
        assert!(table.contains(good), "{good}");
        let database = Database::connect(&engine.url().await).await.unwrap();
        database.run_script(&*table.replace(good, bad).leak()).await.unwrap();
        let error = app(database).build().await.unwrap_err();
        assert!(error.faults().len() == 1 && error.to_string().contains(part), "{bad}: {error}");
    }
}
