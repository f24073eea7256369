//! The plans: each statement that the framework writes uses the indexes that the one written by hand uses.
//!
//! The statements are those that really ran, as sqlx logs them; both go through EXPLAIN on both engines.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::{Mutex, OnceLock};

use portcullis::identity::TokenRequest;
use portcullis::prelude::*;
use portcullis_tests::{Engine, Server, issuer, on_both};
use reqwest::Method;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};
use tracing::field::{Field, Visit};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};

on_both!(every_statement_uses_the_index_of_the_one_by_hand);

/// What ran since it was last asked.
static RAN: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Statements;

impl<S: tracing::Subscriber> Layer<S> for Statements {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        struct Text<'t>(&'t mut String);

        impl Visit for Text<'_> {
            fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}

            fn record_str(&mut self, field: &Field, value: &str) {
                if field.name() == "db.statement" {
                    self.0.push_str(value.trim());
                }
            }
        }

        if event.metadata().target() == "sqlx::query" {
            let mut text = String::new();
            event.record(&mut Text(&mut text));
            if ["SELECT \"", "SELECT COUNT", "WITH", "INSERT", "UPDATE", "DELETE", "SELECT 1"]
                .iter()
                .any(|start| text.starts_with(start))
            {
                RAN.lock().unwrap().push(text);
            }
        }
    }
}

fn listen() {
    static READY: OnceLock<()> = OnceLock::new();
    READY.get_or_init(|| {
        tracing::subscriber::set_global_default(tracing_subscriber::registry().with(Statements)).unwrap();
    });
}

/// A request, its body, and by hand what its statements do, in their order.
type Case = (&'static str, &'static str, &'static str, &'static [&'static str]);

const ORDER: &str = "SELECT id, user_id, item, quantity, status, placed_on, risk_score FROM orders WHERE id = $1 AND user_id = $2";
const DOCUMENT: &str =
    "SELECT id, user_id, title, text, version FROM documents WHERE id = $1 AND user_id = $2";
const SHARED: &str = "SELECT id, user_id, title, text, version FROM documents WHERE id = $1 AND (user_id = $2 OR EXISTS \
    (SELECT 1 FROM document_grants g WHERE g.document_id = documents.id AND g.user_id = $2 AND g.level IN ('read', 'edit')))";

const CASES: &[Case] = &[
    ("GET", "/orders/1", "", &[ORDER]),
    ("GET", "/orders-count", "", &["SELECT COUNT(*) FROM orders WHERE user_id = $1"]),
    ("GET", "/orders?limit=20", "", &["SELECT id, item FROM orders WHERE user_id = $1 ORDER BY id LIMIT $2"]),
    (
        "GET",
        "/orders?limit=20&quantity.gte=2&status=open&sort=-quantity",
        "",
        &[
            "SELECT id, item FROM orders WHERE user_id = $1 AND quantity >= $2 AND status = $3 ORDER BY quantity DESC, id DESC LIMIT $4",
        ],
    ),
    (
        "POST",
        "/orders",
        r#"{"item":"a pen","quantity":1}"#,
        &[
            "INSERT INTO orders (user_id, item, quantity, status, placed_on, risk_score) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        ],
    ),
    (
        "PATCH",
        "/orders/1",
        r#"{"quantity":3}"#,
        &[
            ORDER,
            "UPDATE orders SET quantity = $1 WHERE id = $2 AND user_id = $3 AND status = $4 RETURNING id",
        ],
    ),
    (
        "GET",
        "/orders/1/items",
        "",
        &[
            ORDER,
            "SELECT i.id, i.order_id, i.name, i.quantity FROM order_items i WHERE i.order_id = $1 AND i.order_id IN \
             (SELECT id FROM orders WHERE user_id = $2) ORDER BY i.id LIMIT $3",
        ],
    ),
    (
        "POST",
        "/orders/1/items",
        r#"{"name":"a bulb","quantity":1}"#,
        &[
            ORDER,
            "INSERT INTO order_items (order_id, name, quantity) SELECT $1, $2, $3 WHERE EXISTS \
             (SELECT 1 FROM orders WHERE id = $1 AND user_id = $4) RETURNING id",
        ],
    ),
    (
        "PUT",
        "/orders/1/items/1",
        r#"{"name":"a bulb","quantity":1}"#,
        &[
            ORDER,
            "SELECT i.id, i.name FROM order_items i WHERE i.id = $1 AND i.order_id = $2 AND EXISTS \
             (SELECT 1 FROM orders WHERE id = i.order_id AND user_id = $3)",
            "UPDATE order_items SET name = $1, quantity = $2 WHERE id = $3 AND order_id = $4 AND EXISTS \
             (SELECT 1 FROM orders WHERE id = order_items.order_id AND user_id = $5) RETURNING id",
        ],
    ),
    (
        "DELETE",
        "/orders/1/items/2",
        "",
        &[
            ORDER,
            "SELECT i.id, i.name FROM order_items i WHERE i.id = $1 AND i.order_id = $2 AND EXISTS \
             (SELECT 1 FROM orders WHERE id = i.order_id AND user_id = $3)",
            "DELETE FROM order_items WHERE id = $1 AND order_id = $2 AND EXISTS \
             (SELECT 1 FROM orders WHERE id = order_items.order_id AND user_id = $3)",
        ],
    ),
    (
        "GET",
        "/documents?limit=20",
        "",
        &["SELECT id, title FROM documents WHERE user_id = $1 OR id IN \
           (SELECT document_id FROM document_grants WHERE user_id = $1 AND level IN ('read', 'edit')) ORDER BY id LIMIT $2"],
    ),
    ("GET", "/documents/1", "", &[SHARED]),
    (
        "PUT",
        "/documents/1",
        r#"{"title":"Plans","text":"x"}"#,
        &[
            SHARED,
            "UPDATE documents SET title = $1, text = $2, version = version + 1 WHERE id = $3 AND version = $4 AND (user_id = $5 \
             OR EXISTS (SELECT 1 FROM document_grants g WHERE g.document_id = documents.id AND g.user_id = $5 AND g.level = 'edit')) \
             RETURNING id",
        ],
    ),
    (
        "POST",
        "/documents/1/shares",
        r#"{"user":3,"level":"edit"}"#,
        &[
            DOCUMENT,
            "INSERT INTO document_grants (document_id, user_id, level) SELECT id, $1, $2 FROM documents WHERE id = $3 AND user_id = $4 \
             ON CONFLICT (user_id, document_id) DO UPDATE SET level = excluded.level",
        ],
    ),
    (
        "DELETE",
        "/documents/1/shares/3",
        "",
        &[
            DOCUMENT,
            "DELETE FROM document_grants WHERE document_id = $1 AND user_id = $2 AND EXISTS \
             (SELECT 1 FROM documents WHERE id = $1 AND user_id = $3)",
        ],
    ),
    (
        "GET",
        "/projects?limit=20",
        "",
        &["SELECT id, name FROM projects WHERE lead_id = $1 AND org_id = $2 ORDER BY id LIMIT $3"],
    ),
    (
        "PUT",
        "/projects",
        r#"{"name":"Kitchen","budget":1}"#,
        &["INSERT INTO projects (lead_id, org_id, name, budget) VALUES ($1, $2, $3, $4) \
           ON CONFLICT (lead_id, name) DO UPDATE SET budget = excluded.budget WHERE projects.org_id = $2 RETURNING id"],
    ),
    (
        "GET",
        "/organisation/projects?limit=20",
        "",
        &["SELECT id, name FROM projects WHERE org_id = $1 ORDER BY id LIMIT $2"],
    ),
    (
        "GET",
        "/orders-report",
        "",
        &["WITH pieces AS (
               SELECT i.order_id AS order_id, SUM(i.quantity) AS pieces FROM order_items i
               WHERE i.order_id IN (SELECT id FROM orders WHERE user_id = $1) GROUP BY i.order_id
           )
           SELECT substr(CAST(o.placed_on AS TEXT), 1, 7) AS month, COUNT(*) AS orders,
               CAST(SUM(o.quantity + COALESCE(pieces.pieces, 0)) AS BIGINT) AS pieces
           FROM orders o LEFT JOIN pieces ON pieces.order_id = o.id
           WHERE o.user_id = $1 AND o.status <> $2
           GROUP BY substr(CAST(o.placed_on AS TEXT), 1, 7) ORDER BY month"],
    ),
];

const MANY: Script = Script {
    sqlite: "
        WITH RECURSIVE n (n) AS (SELECT 1000 UNION ALL SELECT n + 1 FROM n WHERE n < 4000)
        INSERT INTO users SELECT n, 'u', 'u' || n, '' FROM n;
        WITH RECURSIVE n (n) AS (SELECT 1000 UNION ALL SELECT n + 1 FROM n WHERE n < 4000)
        INSERT INTO orders SELECT n, n, 'x', 1, 'open', '2026-01-01', 1 FROM n;
        INSERT INTO order_items SELECT id, id, 'x', 1 FROM orders WHERE id >= 1000;
        INSERT INTO documents SELECT id, user_id, 'x', 'x', 1 FROM orders WHERE id >= 1000;
        INSERT INTO document_grants SELECT id, 1000, 'read' FROM documents WHERE id > 3900;
        INSERT INTO projects SELECT id, id, user_id, 'x', 1 FROM orders WHERE id >= 1000;
        ANALYZE;",
    postgres: "
        INSERT INTO users SELECT n, 'u', 'u' || n, '' FROM generate_series(1000, 4000) AS n;
        INSERT INTO orders SELECT n, n, 'x', 1, 'open', DATE '2026-01-01', 1 FROM generate_series(1000, 4000) AS n;
        INSERT INTO order_items SELECT id, id, 'x', 1 FROM orders WHERE id >= 1000;
        INSERT INTO documents SELECT id, user_id, 'x', 'x', 1 FROM orders WHERE id >= 1000;
        INSERT INTO document_grants SELECT id, 1000, 'read' FROM documents WHERE id > 3900;
        INSERT INTO projects SELECT id, id, user_id, 'x', 1 FROM orders WHERE id >= 1000;
        ANALYZE;",
};

/// Who explains.
enum Planner {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Planner {
    async fn connect(engine: Engine, url: &str) -> Self {
        match engine {
            Engine::Sqlite => Self::Sqlite(SqliteConnection::connect(url).await.unwrap()),
            Engine::Postgres => Self::Postgres(PgConnection::connect(url).await.unwrap()),
        }
    }

    /// The indexes that the plan of a statement uses, and the tables that it reads from end to end.
    async fn indexes(&mut self, statement: &str) -> BTreeSet<String> {
        match self {
            Self::Sqlite(connection) => {
                let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
                let rows = sqlx::raw_sql(explain).fetch_all(connection).await;
                let rows = rows.unwrap_or_else(|error| panic!("{statement}: {error}"));
                let lines: Vec<String> = rows.iter().map(|row| row.get("detail")).collect();
                // What is put together first is then read whole, under its name.
                let within = ["MATERIALIZE ", "CO-ROUTINE "];
                let made =
                    |line: &String| within.iter().find_map(|word| line.strip_prefix(word).map(str::to_owned));
                let made: Vec<String> = lines.iter().filter_map(made).collect();
                lines.iter().filter_map(|line| sqlite_index(line, &made)).collect()
            }
            Self::Postgres(connection) => {
                let values =
                    (1..=40).rev().find(|number| statement.contains(&format!("${number}"))).unwrap_or(0);
                let nulls = vec!["NULL"; values].join(", ");
                let execute = if values == 0 { "p".to_owned() } else { format!("p({nulls})") };
                let prepare = format!(
                    "DEALLOCATE ALL; SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; \
                     SET enable_bitmapscan = off; PREPARE p AS {statement}"
                );
                sqlx::raw_sql(AssertSqlSafe(prepare))
                    .execute(&mut *connection)
                    .await
                    .unwrap_or_else(|error| panic!("{statement}: {error}"));
                let explain = AssertSqlSafe(format!("EXPLAIN (COSTS OFF) EXECUTE {execute}"));
                let rows = sqlx::raw_sql(explain).fetch_all(connection).await.unwrap();
                rows.iter().filter_map(|row| postgres_index(&row.get::<String, _>(0))).collect()
            }
        }
    }
}

/// `SEARCH orders USING INDEX orders_of_user (user_id=?)`
fn sqlite_index(detail: &str, made: &[String]) -> Option<String> {
    let mut words = detail.split_whitespace();
    match words.next() {
        Some("SEARCH" | "SCAN") => {}
        _ => return None,
    }
    if let Some((_, index)) = detail.split_once(" INDEX ") {
        return index.split_whitespace().next().map(str::to_owned);
    }
    if detail.contains("PRIMARY KEY") {
        return Some("the key".to_owned());
    }
    let base = ["orders", "order_items", "documents", "document_grants", "projects"];
    let table = words.next()?;
    let whole = base.contains(&table) && !made.iter().any(|name| name == table);
    whole.then(|| format!("all of {table}"))
}

/// `->  Index Scan using orders_pkey on orders`
fn postgres_index(line: &str) -> Option<String> {
    let word = |after: &str| line.split_once(after)?.1.split_whitespace().next().map(str::to_owned);
    word("Scan using ")
        .or_else(|| word("Bitmap Index Scan on "))
        .or_else(|| word("Seq Scan on ").map(|table| format!("all of {table}")))
}

async fn every_statement_uses_the_index_of_the_one_by_hand(engine: Engine) {
    static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let _alone = ONE_AT_A_TIME.lock().await;
    listen();
    let url = engine.url().await;
    let database = Database::connect(&url).await.unwrap();
    orders_api::demo::prepare(&database).await.unwrap();
    database.run_script(MANY).await.unwrap();
    let data = portcullis_tests::new_folder();
    let app = orders_api::app(Environment::Production, database, &data)
        .unwrap()
        .client_ip(ClientIpSource::socket())
        .issuer(issuer());
    let server = Server::start(app).await;
    let roles = [orders_api::Role::Customer, orders_api::Role::Admin];
    let request = |role| TokenRequest::new(1).roles([role]).tenant(10);
    let [customer, admin] = roles.map(|role| issuer().mint(&request(role)).unwrap().reveal().to_owned());
    let mut planner = Planner::connect(engine, &url).await;
    let mut compared = 0;
    for (method, path, body, by_hand) in CASES {
        let token = if path.starts_with("/organisation") { &admin } else { &customer };
        let body = (!body.is_empty()).then(|| serde_json::from_str(body).unwrap());
        RAN.lock().unwrap().clear();
        let answer = server.send(method.parse::<Method>().unwrap(), path, token, body).await;
        assert!(answer.status < 300, "{method} {path}: {answer:?}");
        let ran = std::mem::take(&mut *RAN.lock().unwrap());
        assert_eq!(ran.len(), by_hand.len(), "{method} {path} runs {ran:#?}");
        for (ours, theirs) in ran.iter().zip(*by_hand) {
            let (our_indexes, their_indexes) = (planner.indexes(ours).await, planner.indexes(theirs).await);
            assert_eq!(our_indexes, their_indexes, "{method} {path}:\n{ours}\nand by hand\n{theirs}");
            compared += 1;
        }
    }
    assert!(compared > 25, "{compared} statements were compared");
}
