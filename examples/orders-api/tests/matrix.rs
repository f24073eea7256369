//! Two users, every route, both databases, row-level security on and off: neither reads, counts, sorts, changes or infers the
//! other's rows.
//!
//! Alice's rows carry a mark that no answer to Bob may have in it, and are what they were after everything that he tried.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a test fails by panicking"
)]

use portcullis::Ready;
use portcullis::WebhookScheme;
use portcullis::identity::TokenRequest;
use portcullis::prelude::*;
use portcullis::testing::signed_call;
use portcullis_tests::second_lock::Roles;
use portcullis_tests::{Answer, Engine, Server, issuer};
use serde_json::{Value, json};

/// What the app runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ground {
    Sqlite,
    Postgres,
    /// PostgreSQL, whose tables hold the policies too, as a role that they bind.
    RowSecurity,
}

macro_rules! on_all {
    ($($test:ident),* $(,)?) => {$(
        mod $test {
            #[tokio::test]
            async fn on_sqlite() {
                super::$test(super::Ground::Sqlite).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                super::$test(super::Ground::Postgres).await;
            }

            #[tokio::test]
            async fn with_row_security() {
                super::$test(super::Ground::RowSecurity).await;
            }
        }
    )*};
}

on_all!(
    nothing_of_alices_is_bobs,
    what_is_shared_is_shared_as_far,
    organisations_are_apart,
    an_order_and_its_items_belong_together,
    searches_ask_what_they_may,
    what_a_provider_signs_is_paid,
);

/// What no answer to Bob may say.
const MARK: &str = "OF-ALICE";

/// Alice's rows: an order with an item, a document, a project.
const ROWS: Script = Script {
    sqlite: "
        INSERT INTO orders VALUES (101, 1, 'OF-ALICE order', 7, 'open', '2026-03-01', 5);
        INSERT INTO order_items VALUES (101, 101, 'OF-ALICE item', 7);
        INSERT INTO documents VALUES (101, 1, 'OF-ALICE title', 'OF-ALICE text', 1);
        INSERT INTO projects VALUES (101, 20, 1, 'OF-ALICE project', 777);",
    postgres: "
        INSERT INTO orders VALUES (101, 1, 'OF-ALICE order', 7, 'open', DATE '2026-03-01', 5);
        INSERT INTO order_items VALUES (101, 101, 'OF-ALICE item', 7);
        INSERT INTO documents VALUES (101, 1, 'OF-ALICE title', 'OF-ALICE text', 1);
        INSERT INTO projects VALUES (101, 20, 1, 'OF-ALICE project', 777);",
};

/// Every call that Bob tries. `{x}` is the id of a row of Alice's, and then one that does not exist.
const ATTACKS: &[(&str, &str, &str)] = &[
    ("GET", "/health", ""),
    ("GET", "/users", ""),
    ("GET", "/me", ""),
    ("GET", "/orders", ""),
    ("GET", "/orders?limit=100&sort=-quantity", ""),
    ("GET", "/orders?quantity=7", ""),
    ("GET", "/orders?item.contains=ALICE", ""),
    ("GET", "/orders?quantity.gte=7&sort=placed_on", ""),
    ("POST", "/orders", r#"{"item":"a pen","quantity":1}"#),
    ("GET", "/orders/{x}", ""),
    ("PATCH", "/orders/{x}", r#"{"item":"stolen"}"#),
    ("POST", "/orders/{x}/cancel", ""),
    ("GET", "/orders-count", ""),
    ("GET", "/orders-report", ""),
    ("GET", "/orders/{x}/receipt", ""),
    ("GET", "/orders/{x}/items", ""),
    ("POST", "/orders/{x}/items", r#"{"name":"stolen","quantity":1}"#),
    ("PUT", "/orders/{x}/items/{x}", r#"{"name":"stolen","quantity":1}"#),
    // Through an order of his own.
    ("PUT", "/orders/3/items/{x}", r#"{"name":"stolen","quantity":1}"#),
    ("DELETE", "/orders/{x}/items/{x}", ""),
    ("DELETE", "/orders/3/items/{x}", ""),
    ("GET", "/documents", ""),
    ("POST", "/documents", r#"{"title":"mine","text":"mine"}"#),
    ("GET", "/documents/{x}", ""),
    ("PUT", "/documents/{x}", r#"{"title":"stolen","text":"stolen"}"#),
    ("POST", "/documents/{x}/shares", r#"{"user":2,"level":"edit"}"#),
    ("DELETE", "/documents/{x}/shares/2", ""),
    ("GET", "/projects", ""),
    // The name that Alice's project has in the same organisation.
    ("PUT", "/projects", r#"{"name":"OF-ALICE project","budget":1}"#),
    ("GET", "/organisation/projects", ""),
    ("GET", "/profile", ""),
    ("PUT", "/profile", r#"{"phone":"+1 555 0100"}"#),
    ("GET", "/profiles/1", ""),
    ("GET", "/profile/avatar", ""),
    ("PUT", "/profile/avatar", ""),
    ("POST", "/webhooks/payments", r#"{"order_id":101}"#),
    ("POST", "/link-preview", r#"{"url":"https://127.0.0.1/orders/101"}"#),
    ("POST", "/ping", r#"{"host":"localhost"}"#),
];

async fn filled(url: &str) -> Database {
    let database = Database::connect(url).await.unwrap();
    orders_api::demo::prepare(&database).await.unwrap();
    database.run_script(ROWS).await.unwrap();
    database
}

async fn app(ground: Ground) -> (Server, String) {
    app_in(ground, &portcullis_tests::new_folder()).await
}

async fn app_in(ground: Ground, data: &std::path::Path) -> (Server, String) {
    std::fs::create_dir_all(data).unwrap();
    let app = |database: Database| {
        orders_api::app(Environment::Production, database, data)
            .unwrap()
            .client_ip(ClientIpSource::socket())
            .issuer(issuer())
    };
    let app = match ground {
        Ground::Sqlite => app(filled(&Engine::Sqlite.url().await).await),
        Ground::Postgres => app(filled(&Engine::Postgres.url().await).await),
        Ground::RowSecurity => {
            let roles = Roles::new().await;
            let owner = filled(&roles.owner).await;
            roles.open_tables().await;
            let app = app(Database::connect(&roles.app).await.unwrap());
            let app = app.row_level_security(RowSecurity::Required);
            app.migrate_row_security(&owner).await.unwrap();
            app
        }
    };
    let ready: Ready = app.build().await.unwrap();
    let table = ready.table().to_owned();
    (Server::of(ready).await, table)
}

fn token(subject: i64, role: orders_api::Role, organisation: i64) -> String {
    let request = TokenRequest::new(subject).roles([role]).tenant(organisation);
    issuer().mint(&request).unwrap().reveal().to_owned()
}

fn bob() -> String {
    token(2, orders_api::Role::Customer, 20)
}

fn alice() -> String {
    token(1, orders_api::Role::Customer, 20)
}

async fn call(server: &Server, who: &str, method: &str, path: &str, body: &str) -> Answer {
    let body = (!body.is_empty()).then(|| serde_json::from_str(body).unwrap());
    server.send(method.parse::<Method>().unwrap(), path, who, body).await
}

/// Everything that Alice has, as she sees it.
async fn alices(server: &Server) -> Vec<Value> {
    let mut seen = Vec::new();
    for path in [
        "/orders?limit=100",
        "/orders/101/items",
        "/documents?limit=100",
        "/documents/101",
        "/projects?limit=100",
        "/profile",
        "/orders-count",
        "/orders-report",
    ] {
        let answer = server.get(path, &alice()).await;
        assert_eq!(answer.status, 200, "{path} {answer:?}");
        seen.push(answer.json());
    }
    assert!(seen.iter().take(6).all(|seen| seen.to_string().contains(MARK)), "{seen:?}");
    seen
}

async fn nothing_of_alices_is_bobs(ground: Ground) {
    let (server, table) = app(ground).await;
    let profile = call(&server, &alice(), "PUT", "/profile", r#"{"phone":"OF-ALICE 901820"}"#).await;
    assert_eq!((profile.status, profile.json()["id"].as_i64()), (200, Some(1)), "{profile:?}");
    let before = alices(&server).await;
    for (method, path, body) in ATTACKS {
        let foreign = call(&server, &bob(), method, &path.replace("{x}", "101"), body).await;
        assert!(!foreign.text.contains(MARK) || body.contains(MARK), "{method} {path}: {foreign:?}");
        if path.contains("{x}") {
            let absent = call(&server, &bob(), method, &path.replace("{x}", "999"), body).await;
            foreign.assert_problem(404);
            assert_eq!(foreign.comparable(), absent.comparable(), "{method} {path}");
            let names = |answer: &Answer| {
                let mut names: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
                names.sort();
                names
            };
            assert_eq!(names(&foreign), names(&absent), "{method} {path}");
        }
    }
    assert_eq!(alices(&server).await, before, "nothing of hers has changed");
    // What he asked about her is what he is told of what does not exist.
    let count = |answer: Answer| answer.json()["items"].as_array().map(Vec::len);
    for filter in ["quantity=7", "item.starts_with=OF-", "item.contains=ALICE"] {
        assert_eq!(count(server.get(&format!("/orders?{filter}"), &bob()).await), Some(0), "{filter}");
    }
    // No route of the app was left out.
    let place = |path: &str| {
        let segments = path.split('?').next().unwrap().split('/').map(|segment| {
            let number = segment.parse::<i64>().is_ok();
            if segment.starts_with('{') || number { "{}" } else { segment }
        });
        segments.collect::<Vec<_>>().join("/")
    };
    let tried: Vec<(String, String)> =
        ATTACKS.iter().map(|(method, path, _)| ((*method).to_owned(), place(path))).collect();
    for line in
        table.lines().skip(1).take_while(|line| line.starts_with(|first: char| first.is_ascii_uppercase()))
    {
        let mut words = line.split_whitespace();
        let route = (words.next().unwrap().to_owned(), place(words.next().unwrap()));
        assert!(tried.contains(&route), "{route:?} is attacked by nobody");
    }
}

async fn what_is_shared_is_shared_as_far(ground: Ground) {
    let (server, _) = app(ground).await;
    let write = r#"{"title":"Plans","text":"changed"}"#;
    let shared = call(&server, &bob(), "GET", "/documents/1", "").await;
    assert_eq!((shared.status, shared.header("etag")), (200, "\"1\""), "{shared:?}");
    // To read is not to write, nor to share on, nor to end the share.
    call(&server, &bob(), "PUT", "/documents/1", write).await.assert_problem(404);
    call(&server, &bob(), "POST", "/documents/1/shares", r#"{"user":3,"level":"read"}"#)
        .await
        .assert_problem(404);
    call(&server, &bob(), "DELETE", "/documents/1/shares/2", "").await.assert_problem(404);
    let edit = r#"{"user":2,"level":"edit"}"#;
    assert_eq!(call(&server, &alice(), "POST", "/documents/1/shares", edit).await.status, 204);
    let changed = call(&server, &bob(), "PUT", "/documents/1", write).await;
    assert_eq!((changed.status, changed.header("etag")), (200, "\"2\""), "{changed:?}");
    // To edit is not to share on.
    call(&server, &bob(), "POST", "/documents/1/shares", r#"{"user":3,"level":"read"}"#)
        .await
        .assert_problem(404);
    // Alice has seen the first state, and says so.
    let stale = server.request(Method::PUT, "/documents/1").bearer_auth(alice()).header("if-match", "\"1\"");
    let stale = Server::answer(stale.json(&json!({ "title": "Plans", "text": "mine" }))).await;
    stale.assert_problem(412);
    let fresh = server.request(Method::PUT, "/documents/1").bearer_auth(alice()).header("if-match", "\"2\"");
    let fresh = Server::answer(fresh.json(&json!({ "title": "Plans", "text": "mine" }))).await;
    assert_eq!((fresh.status, fresh.json()["text"].clone()), (200, json!("mine")), "{fresh:?}");
    assert_eq!(call(&server, &alice(), "DELETE", "/documents/1/shares/2", "").await.status, 204);
    call(&server, &bob(), "GET", "/documents/1", "").await.assert_problem(404);
    // A level that there is not is no level.
    call(&server, &alice(), "POST", "/documents/1/shares", r#"{"user":2,"level":"own"}"#)
        .await
        .assert_problem(422);
}

async fn organisations_are_apart(ground: Ground) {
    let (server, _) = app(ground).await;
    let names = |answer: &Answer| -> Vec<String> {
        let items = answer.json()["items"].as_array().unwrap().clone();
        items.iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
    };
    let admin = |organisation| token(4, orders_api::Role::Admin, organisation);
    let of_ten = server.get("/organisation/projects", &admin(10)).await;
    assert_eq!(names(&of_ten), ["Kitchen", "Roof"]);
    let of_twenty = server.get("/organisation/projects", &admin(20)).await;
    assert_eq!(names(&of_twenty), ["Library", "OF-ALICE project"]);
    assert_eq!(names(&server.get("/organisation/projects", &admin(30)).await), [""; 0]);
    // A token for no organisation reaches none.
    let nowhere = issuer().mint(&TokenRequest::new(4).roles([orders_api::Role::Admin])).unwrap();
    server.get("/organisation/projects", nowhere.reveal()).await.assert_problem(404);
    // Alice leads one in each; each token shows one.
    let elsewhere = token(1, orders_api::Role::Customer, 10);
    assert_eq!(names(&server.get("/projects", &elsewhere).await), ["Kitchen"]);
    // The project of the other organisation is not changed through this one.
    let put =
        call(&server, &elsewhere, "PUT", "/projects", r#"{"name":"OF-ALICE project","budget":1}"#).await;
    put.assert_problem(404);
    assert_eq!(names(&server.get("/projects", &alice()).await), ["OF-ALICE project"]);
    let budget = server.get("/projects", &alice()).await.json()["items"][0]["budget"].clone();
    assert_eq!(budget, 777);
    let put = call(&server, &alice(), "PUT", "/projects", r#"{"name":"OF-ALICE project","budget":1}"#).await;
    assert_eq!((put.status, put.json()["budget"].clone()), (200, json!(1)), "{put:?}");
}

async fn an_order_and_its_items_belong_together(ground: Ground) {
    let (server, _) = app(ground).await;
    let write = r#"{"name":"moved","quantity":1}"#;
    // Items 1 and 2 are of order 1, 101 of order 101: all Alice's.
    assert_eq!(call(&server, &alice(), "PUT", "/orders/101/items/101", write).await.status, 200);
    call(&server, &alice(), "PUT", "/orders/1/items/101", write).await.assert_problem(404);
    call(&server, &alice(), "DELETE", "/orders/101/items/1", "").await.assert_problem(404);
    let items = |answer: Answer| answer.json()["items"].as_array().unwrap().len();
    assert_eq!(items(server.get("/orders/1/items", &alice()).await), 2);
    assert_eq!(items(server.get("/orders/2/items", &alice()).await), 0);
    let made = call(&server, &alice(), "POST", "/orders/2/items", write).await;
    assert_eq!((made.status, made.json()["order_id"].clone()), (201, json!(2)), "{made:?}");
    assert_eq!(items(server.get("/orders/2/items", &alice()).await), 1);
    // A page of one order is not gone on with in another.
    let page = server.get("/orders/1/items?limit=1", &alice()).await;
    let next = page.json()["next"].as_str().unwrap().to_owned();
    server.get(&format!("/orders/2/items?limit=1&after={next}"), &alice()).await.assert_problem(422);
    assert_eq!(items(server.get(&format!("/orders/1/items?limit=1&after={next}"), &alice()).await), 1);
    let report = server.get("/orders-report", &alice()).await.json();
    assert_eq!(report[0], json!({ "month": "2026-01", "orders": 1, "pieces": 4 }), "{report}");
}

async fn searches_ask_what_they_may(ground: Ground) {
    let (server, _) = app(ground).await;
    let support = token(3, orders_api::Role::Support, 10);
    // A field that customers do not see is none to them.
    for query in ["risk_score=5", "risk_score.gte=5", "sort=risk_score", "sort=-risk_score"] {
        let refused = server.get(&format!("/orders?{query}"), &alice()).await;
        refused.assert_problem(422);
        let unknown =
            server.get(&format!("/orders?{}", query.replace("risk_score", "no_such_one")), &alice()).await;
        let plain = |answer: &Answer| answer.comparable().replace("no_such_one", "risk_score");
        assert_eq!(plain(&refused), plain(&unknown), "{query}");
        assert_eq!(server.get(&format!("/orders?{query}"), &support).await.status, 200, "{query}");
    }
    let risky = server.get("/orders?risk_score.gt=50", &support).await.json();
    assert_eq!(risky["items"].as_array().unwrap().len(), 1);
}

async fn what_a_provider_signs_is_paid(ground: Ground) {
    let data = portcullis_tests::new_folder();
    let (server, _) = app_in(ground, &data).await;
    let secret = std::fs::read_to_string(orders_api::keys::payments_file(&data)).unwrap();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let tell = async |id: &str, order: i64, secret: &str| {
        let body = json!({ "order_id": order, "amount": "1.00" }).to_string().into_bytes();
        let signed = signed_call(WebhookScheme::Standard, secret, id, i64::try_from(now).unwrap(), &body);
        let request =
            server.request(Method::POST, "/webhooks/payments").header("content-type", "application/json");
        let request = signed.into_iter().fold(request, |request, (name, value)| request.header(name, value));
        Server::answer(request.body(body)).await
    };
    let status = async |order: i64| {
        let answer = call(&server, &alice(), "GET", &format!("/orders/{order}"), "").await;
        answer.json()["status"].as_str().unwrap().to_owned()
    };
    // Bob tells that Alice's order is paid; he has no key.
    tell("evt_1", 1, &secret.trim().to_lowercase()).await.assert_problem(401);
    assert_eq!(status(1).await, "open");
    assert_eq!(tell("evt_1", 1, secret.trim()).await.status, 204);
    assert_eq!(status(1).await, "paid");
    // What is cancelled stays so, and what is paid is not paid twice.
    assert_eq!(call(&server, &alice(), "POST", "/orders/2/cancel", "").await.status, 200);
    assert_eq!(tell("evt_2", 2, secret.trim()).await.status, 204);
    assert_eq!(status(2).await, "cancelled");
    // A call of the same id is one that was run, whatever it says.
    assert_eq!(tell("evt_1", 101, secret.trim()).await.status, 204);
    assert_eq!(status(101).await, "open");
    tell("evt_3", 999, secret.trim()).await.assert_problem(404);
    assert_eq!(call(&server, &alice(), "POST", "/orders/1/cancel", "").await.status, 409);
}
