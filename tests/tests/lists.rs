//! Lists: what a client asks of them, as it should and as it should not.

use chrono::NaiveDate;
use portcullis::prelude::*;
use portcullis_tests::shop::Role;
use portcullis_tests::{Answer, Engine, Server, issuer, on_both, token};
use serde_json::{Value, json};

on_both!(
    pages_hold_each_row_once_in_any_order,
    filters_find_what_they_say,
    wildcards_are_letters,
    cursors_hold_for_their_list_alone,
    a_page_goes_on_after_its_last_row_is_gone,
    what_means_nothing_is_422,
    cursors_of_another_process,
);

/// An entry of a diary.
#[derive(Resource, Expose)]
#[resource(table = "entries", owner = "user_id")]
struct Entry {
    #[resource(filter, sort)]
    id: i64,
    user_id: i64,
    #[resource(filter, sort)]
    title: String,
    #[resource(filter, sort)]
    stars: i32,
    #[resource(filter, sort)]
    day: NaiveDate,
    #[resource(filter, sort)]
    done: bool,
    #[resource(filter)]
    note: Option<String>,
    #[resource(filter, sort)]
    weight: f64,
    unasked: i64,
}

#[secure_route(get = "/entries", authenticated, owns = "entries.user_id")]
async fn list(entries: OwnedSet<Entry>, search: Search<Entry>) -> Result<Page<Entry>, Problem> {
    entries.list(&search).await
}

// The same list at another place.
#[secure_route(get = "/diary", authenticated, owns = "entries.user_id")]
async fn diary(entries: OwnedSet<Entry>, search: Search<Entry>) -> Result<Page<Entry>, Problem> {
    entries.list(&search).await
}

#[secure_input]
struct Which {
    which: i64,
}

#[secure_route(delete = "/entries/{which}", authenticated, owns = "entries.user_id")]
async fn remove(entries: OwnedSetMut<Entry>, which: Valid<Path<Which>>) -> Result<NoContent, Problem> {
    entries.delete(&which.which).await?;
    Ok(NoContent)
}

const TABLE: Script = Script {
    sqlite: "CREATE TABLE entries (
        id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, title TEXT NOT NULL, stars INTEGER NOT NULL,
        day TEXT NOT NULL, done BOOLEAN NOT NULL, note TEXT, weight REAL NOT NULL, unasked INTEGER NOT NULL);",
    postgres: "CREATE TABLE entries (
        id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL, title TEXT NOT NULL, stars INTEGER NOT NULL,
        day DATE NOT NULL, done BOOLEAN NOT NULL, note TEXT, weight DOUBLE PRECISION NOT NULL, unasked BIGINT NOT NULL);",
};

/// Entries of 1; those of 2 are the same, a hundred later.
fn rows(engine: Engine) -> &'static str {
    let titles = [
        "Apple",
        "apple",
        "100%",
        "100x",
        "a_b",
        "aXb",
        "back\\\\slash",
        "Zürich",
        "zebra",
        "Ärger",
        "",
        "O''Hara",
    ];
    let mut rows = Vec::new();
    for (user, first) in [(1, 1), (2, 101)] {
        for (at, title) in titles.iter().enumerate() {
            let (id, stars, done) = (first + at, at % 3, at % 2 == 0);
            let day = format!("'2026-0{}-01'", 1 + at % 4);
            let day = if engine == Engine::Postgres { format!("DATE {day}") } else { day };
            let note = if at % 4 == 0 { "NULL".to_owned() } else { format!("'note {at}'") };
            let title = title.replace("\\\\", "\\");
            rows.push(format!("({id}, {user}, '{title}', {stars}, {day}, {done}, {note}, {}.5, 0)", at % 5));
        }
    }
    format!("INSERT INTO entries VALUES {}", rows.join(", ")).leak()
}

async fn database(engine: Engine) -> Database {
    let database = Database::connect(&engine.url().await).await.unwrap();
    database.run_script(TABLE).await.unwrap();
    database.run_script(rows(engine)).await.unwrap();
    database
}

fn app(database: Database) -> App {
    App::new(Environment::Production)
        .client_ip(ClientIpSource::socket())
        .default_quota(1_000_000, Per::Minute)
        .roles::<Role>()
        .database(database)
        .issuer(issuer())
        .mount(routes![list, diary, remove])
}

async fn server(engine: Engine) -> Server {
    Server::start(app(database(engine).await)).await
}

fn ids(answer: &Answer) -> Vec<i64> {
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()["items"].as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

/// Every page of a list, three rows each.
async fn all(server: &Server, who: &str, query: &str) -> Vec<i64> {
    let mut found = Vec::new();
    let mut after = String::new();
    for _ in 0..20 {
        let page = server.get(&format!("/entries?limit=3&{query}{after}"), who).await;
        found.extend(ids(&page));
        match page.json()["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return found,
        }
    }
    panic!("the pages of {query} have no end: {found:?}");
}

async fn pages_hold_each_row_once_in_any_order(engine: Engine) {
    let server = server(engine).await;
    let alice = token(1, &[]);
    let whole = |query: &'static str| {
        let (server, alice) = (&server, &alice);
        async move { ids(&server.get(&format!("/entries?limit=100&{query}"), alice).await) }
    };
    for query in [
        "",
        "sort=id",
        "sort=-id",
        "sort=title",
        "sort=-title",
        "sort=stars",
        "sort=-stars",
        "sort=day,-stars",
        "sort=-done,title",
        "sort=done,-day,stars,-title",
        "sort=weight",
        "sort=-weight,id",
        "sort=stars&done=true",
        "sort=-day&stars.gte=1",
    ] {
        let paged = all(&server, &alice, query).await;
        assert_eq!(paged, whole(query).await, "{query}");
        let mut sorted = paged.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), paged.len(), "{query}: no row twice");
        assert!(paged.iter().all(|id| *id < 100), "{query}: none of another's");
    }
    // By bytes, on both engines, whatever the collation of the database.
    assert_eq!(whole("sort=title").await, sorted_by_bytes());
}

/// The ids in the order of their titles' bytes, computed here and not written down.
fn sorted_by_bytes() -> Vec<i64> {
    let titles = [
        "Apple",
        "apple",
        "100%",
        "100x",
        "a_b",
        "aXb",
        "back\\slash",
        "Zürich",
        "zebra",
        "Ärger",
        "",
        "O'Hara",
    ];
    let mut ids: Vec<i64> = (1..=12).collect();
    ids.sort_by_key(|id| titles[usize::try_from(*id).unwrap() - 1].as_bytes());
    ids
}

async fn filters_find_what_they_say(engine: Engine) {
    let server = server(engine).await;
    let alice = token(1, &[]);
    for (query, found) in [
        ("id=3", vec![3]),
        ("id=103", vec![]),
        ("id.in=1,3,103", vec![1, 3]),
        ("stars=2", vec![3, 6, 9, 12]),
        ("stars.gt=1", vec![3, 6, 9, 12]),
        ("stars.gte=1&stars.lt=2", vec![2, 5, 8, 11]),
        ("stars.lte=0&done=true", vec![1, 7]),
        ("day=2026-02-01", vec![2, 6, 10]),
        ("day.gte=2026-04-01", vec![4, 8, 12]),
        ("done=false&day.lt=2026-03-01", vec![2, 6, 10]),
        ("note.is_null=true", vec![1, 5, 9]),
        ("note.is_null=false&stars=0", vec![4, 7, 10]),
        ("note=note%201", vec![2]),
        ("weight.gt=3.5", vec![5, 10]),
        ("weight=0.5&id.gt=5", vec![6, 11]),
        ("title=Apple", vec![1]),
        ("title=", vec![11]),
        ("title.starts_with=APP", vec![1, 2]),
        ("title.contains=PPL", vec![1, 2]),
        ("title.in=Apple,apple,nothing", vec![1, 2]),
        ("title=O%27Hara", vec![12]),
        // Letters beyond ASCII are compared as they are, on both engines.
        ("title.contains=%C3%BC", vec![8]),
        ("title.contains=%C3%9C", vec![]),
        ("title.starts_with=%C3%A4", vec![]),
    ] {
        assert_eq!(ids(&server.get(&format!("/entries?{query}"), &alice).await), found, "{query}");
    }
}

async fn wildcards_are_letters(engine: Engine) {
    let server = server(engine).await;
    let alice = token(1, &[]);
    for (query, found) in [
        ("title.contains=%25", vec![3]),
        ("title.starts_with=100%25", vec![3]),
        ("title.contains=_", vec![5]),
        ("title.starts_with=a_", vec![5]),
        ("title.contains=%5C", vec![7]),
        ("title.contains=%5C%25", vec![]),
        ("title.contains=%25%25", vec![]),
        ("title.contains=*", vec![]),
        ("title.contains=%27%20OR%201=1%20--", vec![]),
        ("title.starts_with=%5Ba-z%5D", vec![]),
    ] {
        assert_eq!(ids(&server.get(&format!("/entries?{query}"), &alice).await), found, "{query}");
    }
}

async fn next(server: &Server, who: &str, path: &str) -> String {
    server.get(path, who).await.json()["next"].as_str().unwrap().to_owned()
}

async fn cursors_hold_for_their_list_alone(engine: Engine) {
    let server = server(engine).await;
    let (alice, bob) = (token(1, &[]), token(2, &[]));
    let cursor = next(&server, &alice, "/entries?limit=2&sort=-stars&done=true").await;
    let asks = |path: &str| format!("{path}&after={cursor}");
    assert_eq!(server.get(&asks("/entries?limit=2&sort=-stars&done=true"), &alice).await.status, 200);
    // Another size of page is the same list.
    assert_eq!(server.get(&asks("/entries?limit=5&done=true&sort=-stars"), &alice).await.status, 200);
    for path in [
        "/diary?limit=2&sort=-stars&done=true",
        "/entries?limit=2&sort=stars&done=true",
        "/entries?limit=2&sort=-stars,title&done=true",
        "/entries?limit=2&sort=-stars",
        "/entries?limit=2&sort=-stars&done=false",
        "/entries?limit=2&done=true",
        "/entries?limit=2",
    ] {
        server.get(&asks(path), &alice).await.assert_problem(422);
    }
    let stolen = server.get(&asks("/entries?limit=2&sort=-stars&done=true"), &bob).await;
    stolen.assert_problem(422);
    // Every single character altered, cut, doubled.
    for at in (0..cursor.len()).step_by(5) {
        let mut forged = cursor.clone().into_bytes();
        forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
        let forged = String::from_utf8(forged).unwrap();
        let path = format!("/entries?limit=2&sort=-stars&done=true&after={forged}");
        server.get(&path, &alice).await.assert_problem(422);
    }
    for forged in [
        "",
        "0",
        "null",
        "2",
        &cursor[1..],
        &format!("{cursor}A"),
        &format!("{cursor}{cursor}"),
        "%00",
        "%ff",
    ] {
        let path = format!("/entries?limit=2&sort=-stars&done=true&after={forged}");
        let answer = server.get(&path, &alice).await;
        assert!([400, 422].contains(&answer.status), "{forged} {answer:?}");
    }
    // It says nothing of the row behind it.
    use base64::Engine as _;
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(&cursor).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("\",\""));
}

async fn a_page_goes_on_after_its_last_row_is_gone(engine: Engine) {
    let server = server(engine).await;
    let alice = token(1, &[]);
    let cursor = next(&server, &alice, "/entries?limit=3&sort=-id").await;
    for gone in [10, 9] {
        let removed = server.send(Method::DELETE, &format!("/entries/{gone}"), &alice, None).await;
        assert_eq!(removed.status, 204);
    }
    let page = server.get(&format!("/entries?limit=3&sort=-id&after={cursor}"), &alice).await;
    assert_eq!(ids(&page), [8, 7, 6]);
}

async fn cursors_of_another_process(engine: Engine) {
    let database = database(engine).await;
    let key = [7_u8; 16].iter().copied().chain(1..=16).collect::<Vec<u8>>();
    let alice = token(1, &[]);
    let (one, other) =
        (Server::start(app(database.clone())).await, Server::start(app(database.clone())).await);
    let cursor = next(&one, &alice, "/entries?limit=3").await;
    other.get(&format!("/entries?limit=3&after={cursor}"), &alice).await.assert_problem(422);
    // With one key they are one app.
    let one = Server::start(app(database.clone()).cursor_key(&key)).await;
    let other = Server::start(app(database.clone()).cursor_key(&key)).await;
    let cursor = next(&one, &alice, "/entries?limit=3").await;
    assert_eq!(ids(&other.get(&format!("/entries?limit=3&after={cursor}"), &alice).await), [4, 5, 6]);
    for weak in [&[][..], &[1; 32], &[1, 2, 3], &[0; 33]] {
        let refused = app(database.clone()).cursor_key(weak).build().await.unwrap_err();
        assert!(refused.to_string().contains("32 random bytes"), "{refused}");
    }
}

async fn what_means_nothing_is_422(engine: Engine) {
    let server = server(engine).await;
    let alice = token(1, &[]);
    let long = "a".repeat(10_000);
    let many = (0..51).map(|id| id.to_string()).collect::<Vec<_>>().join(",");
    for (query, field, rule) in [
        ("nothing=1", "nothing", "unknown_field"),
        ("unasked=1", "unasked", "unknown_field"),
        ("user_id=2", "user_id", "unknown_field"),
        ("sort=unasked", "sort", "unknown_field"),
        ("sort=user_id", "sort", "unknown_field"),
        ("sort=note", "sort", "unknown_field"),
        ("sort=", "sort", "unknown_field"),
        ("sort=--id", "sort", "unknown_field"),
        ("sort=id,id", "sort", "duplicate"),
        ("sort=id,-id", "sort", "duplicate"),
        ("sort=id%20DESC", "sort", "unknown_field"),
        ("sort=id;DROP%20TABLE%20entries", "sort", "unknown_field"),
        ("sort=(SELECT%201)", "sort", "unknown_field"),
        ("sort=id,title,stars,day,done", "sort", "length"),
        ("title.gtx=1", "title.gtx", "unknown_field"),
        ("title.=1", "title.", "unknown_field"),
        (".title=1", ".title", "unknown_field"),
        ("title.contains.contains=1", "title.contains.contains", "unknown_field"),
        ("id.contains=1", "id.contains", "unknown_field"),
        ("title.is_null=true", "title.is_null", "unknown_field"),
        ("done.gt=true", "done.gt", "unknown_field"),
        ("id=x", "id", "type"),
        ("id=", "id", "type"),
        ("id=%2B1", "id", "type"),
        ("id=01", "id", "type"),
        ("id=9223372036854775808", "id", "type"),
        ("stars=2147483648", "stars", "type"),
        ("id.in=", "id.in", "type"),
        ("id.in=1,,2", "id.in", "type"),
        ("id.in=1,x", "id.in", "type"),
        (&format!("id.in={many}"), "id.in", "length"),
        ("day=2026-13-01", "day", "type"),
        ("day=2026-1-15", "day", "type"),
        ("day=%2B2026-01-15", "day", "type"),
        ("day=12345-01-01", "day", "type"),
        ("day=-0001-01-01", "day", "type"),
        ("done=1", "done", "type"),
        ("done=TRUE", "done", "type"),
        ("note.is_null=1", "note.is_null", "type"),
        ("weight=NaN", "weight", "type"),
        ("weight=inf", "weight", "type"),
        ("weight=1e999", "weight", "type"),
        ("title=a%00b", "title", "no_nul"),
        (&format!("title={long}"), "title", "length"),
        (&format!("title.contains={long}"), "title.contains", "length"),
        ("title=a&title=b", "title", "duplicate"),
        ("limit=2&limit=3", "limit", "duplicate"),
        ("limit=0", "limit", "range"),
        ("limit=101", "limit", "range"),
        ("limit=-1", "limit", "type"),
        ("limit=%2B5", "limit", "type"),
        ("limit=99999999999", "limit", "type"),
        ("after=&after=", "after", "duplicate"),
        (&format!("after={}", "A".repeat(9_000)), "after", "length"),
        ("Id=1", "Id", "unknown_field"),
        ("\"id\"=1", "id", "unknown_field"),
    ] {
        let answer = server.get(&format!("/entries?{query}"), &alice).await;
        answer.assert_problem(422);
        let errors = &answer.json()["errors"];
        assert_eq!((&errors[0]["field"], &errors[0]["rule"]), (&json!(field), &json!(rule)), "{query}");
    }
    let filters: Vec<String> = (0..40).map(|at| format!("title{at}=x")).collect();
    server.get(&format!("/entries?{}", filters.join("&")), &alice).await.assert_problem(422);
    server.get("/entries?title=%ff", &alice).await.assert_problem(400);
    assert_eq!(server.get("/entries?", &alice).await.json()["items"].as_array().map(Vec::len), Some(12));
    assert_eq!(server.get("/entries?id.in=1", &alice).await.json()["next"], Value::Null);
}
