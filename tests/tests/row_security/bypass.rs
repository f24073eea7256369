//! Without the predicates of the framework: statements by hand, as the app's own role, of a transaction that is told it is Bob's.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::routes::Role::Admin;
use super::routes::{alice, app, minted};
use super::{prepared, served};

const TABLES: [&str; 19] = [
    "orders",
    "items",
    "shipments",
    "documents",
    "document_grants",
    "pages",
    "projects",
    "tasks",
    "profiles",
    "posts",
    "messages",
    "deals",
    "rooms",
    "notes",
    "\"group\"",
    "\"select\"",
    "cards",
    "letters",
    "tickets",
];

/// Tells the transaction who it is of.
fn told(subject: &str, lifted: &str) -> String {
    format!(
        "SELECT set_config('portcullis.subject', '{subject}', TRUE), set_config('portcullis.tenant', 'red', TRUE),
            set_config('portcullis.claims', '{{\"team\":\"20\",\"teams\":[\"blue\"]}}', TRUE),
            set_config('portcullis.lifted', '{lifted}', TRUE)"
    )
}

async fn count(connection: &mut PgConnection, table: &str) -> i64 {
    let sql = AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
    sqlx::query_scalar(sql).fetch_one(connection).await.unwrap()
}

async fn execute(connection: &mut PgConnection, sql: &str) -> Result<u64, sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(connection).await.map(|done| done.rows_affected())
}

#[tokio::test]
async fn without_settings_nothing_is_seen_and_nothing_is_written() {
    let roles = prepared().await;
    let mut app = PgConnection::connect(&roles.app).await.unwrap();
    for empty in [false, true] {
        for table in TABLES {
            let mut tx = app.begin().await.unwrap();
            if empty {
                let nothing = "SELECT set_config('portcullis.subject', '', TRUE), set_config('portcullis.tenant', '', TRUE),
                    set_config('portcullis.claims', '', TRUE), set_config('portcullis.lifted', '', TRUE)";
                execute(&mut tx, nothing).await.unwrap();
            }
            let public = i64::from(table == "posts");
            assert_eq!(count(&mut tx, table).await, public, "{table}");
            assert_eq!(execute(&mut tx, &format!("DELETE FROM {table}")).await.unwrap(), 0, "{table}");
            tx.rollback().await.unwrap();
        }
        for insert in [
            "INSERT INTO orders (user_id, item, amount, version) VALUES (1, 'x', 1, 1)",
            "INSERT INTO items (order_id, name) VALUES (1, 'x')",
            "INSERT INTO messages (text) VALUES ('x')",
            "INSERT INTO document_grants VALUES (1, 2, 'edit')",
        ] {
            assert!(
                execute(&mut app, insert).await.unwrap_err().to_string().contains("row-level security"),
                "{insert}"
            );
        }
    }
}

#[tokio::test]
async fn bob_sees_and_writes_his_own() {
    let roles = prepared().await;
    roles.as_admin("INSERT INTO document_grants VALUES (1, 3, 'edit'), (2, 3, 'read')").await;
    let mut app = PgConnection::connect(&roles.app).await.unwrap();
    for table in TABLES {
        let mut tx = app.begin().await.unwrap();
        execute(&mut tx, &told("2", "")).await.unwrap();
        let own = match table {
            "document_grants" | "messages" | "profiles" | "cards" => 0,
            // His, and one that is public.
            "posts" => 2,
            _ => 1,
        };
        assert_eq!(count(&mut tx, table).await, own, "{table}");
    }
    for theft in [
        "UPDATE orders SET amount = 0 WHERE user_id = 1",
        "UPDATE items SET name = 'x' WHERE order_id = 1",
        "UPDATE posts SET text = 'x' WHERE published",
        "UPDATE projects SET name = 'x' WHERE user_id = 1",
        "UPDATE tasks SET title = 'x' WHERE project_id <> 2",
        "DELETE FROM documents WHERE id = 1",
        "DELETE FROM document_grants WHERE document_id = 1",
        "DELETE FROM rooms WHERE team = 10",
        "DELETE FROM notes WHERE team = 'red'",
    ] {
        let mut tx = app.begin().await.unwrap();
        execute(&mut tx, &told("2", "")).await.unwrap();
        assert_eq!(execute(&mut tx, theft).await.unwrap(), 0, "{theft}");
    }
    for gift in [
        "UPDATE orders SET user_id = 1",
        "UPDATE items SET order_id = 1",
        "UPDATE projects SET org = 'blue'",
        "UPDATE projects SET user_id = 1",
        "UPDATE notes SET team = 'red'",
        "INSERT INTO orders (user_id, item, amount, version) VALUES (1, 'x', 1, 1)",
        "INSERT INTO items (order_id, name) VALUES (1, 'x')",
        "INSERT INTO tasks (project_id, title) VALUES (1, 'x')",
        "INSERT INTO projects (user_id, org, name) VALUES (2, 'blue', 'x')",
        "INSERT INTO rooms (team, text) VALUES (10, 'x')",
        "INSERT INTO document_grants VALUES (1, 2, 'edit')",
        "INSERT INTO messages (text) VALUES ('x')",
    ] {
        let mut tx = app.begin().await.unwrap();
        execute(&mut tx, &told("2", "")).await.unwrap();
        let refused = execute(&mut tx, gift).await.unwrap_err().to_string();
        assert!(refused.contains("row-level security"), "{gift}: {refused}");
    }
    // Near misses of his subject are nobody.
    for subject in ["02", "+2", " 2", "2 ", "2.0", "2,1", "NULL", "%"] {
        let mut tx = app.begin().await.unwrap();
        execute(&mut tx, &told(subject, "")).await.unwrap();
        assert_eq!(count(&mut tx, "orders").await, 0, "{subject}");
    }
    let mut tx = app.begin().await.unwrap();
    execute(&mut tx, &told("2", "")).await.unwrap();
    assert_eq!(execute(&mut tx, "UPDATE orders SET amount = 1").await.unwrap(), 1);
    assert_eq!(execute(&mut tx, "INSERT INTO document_grants VALUES (2, 1, 'read')").await.unwrap(), 1);
    assert_eq!(execute(&mut tx, "DELETE FROM notes").await.unwrap(), 1);
    // To see the grants of one's rows is for the routes that are about one.
    assert_eq!(count(&mut tx, "document_grants").await, 0);
}

#[tokio::test]
async fn what_is_lifted_is_lifted_alone() {
    let roles = prepared().await;
    let mut app = PgConnection::connect(&roles.app).await.unwrap();
    for (lifted, orders, items, changed) in [
        ("orders", 2, 1, 1),
        ("orders,orders:write", 2, 1, 2),
        ("orders:write", 1, 1, 2),
        ("items", 1, 2, 1),
        ("orders,items", 2, 2, 1),
        ("*", 2, 2, 2),
    ] {
        let mut tx = app.begin().await.unwrap();
        execute(&mut tx, &told("2", lifted)).await.unwrap();
        assert_eq!(
            (count(&mut tx, "orders").await, count(&mut tx, "items").await),
            (orders, items),
            "{lifted}"
        );
        assert_eq!(execute(&mut tx, "UPDATE orders SET amount = 1").await.unwrap(), changed, "{lifted}");
    }
    for (lifted, projects) in [("projects", 2), ("*:tenant", 1), ("projects,*:tenant", 3)] {
        let mut tx = app.begin().await.unwrap();
        execute(&mut tx, &told("2", lifted)).await.unwrap();
        assert_eq!(count(&mut tx, "projects").await, projects, "{lifted}");
    }
}

/// Fails where the connection that it takes from the pool still knows of a caller.
const LEFT_OVER: &str = "DO $$ BEGIN
    IF COALESCE(current_setting('portcullis.subject', TRUE), '') <> '' OR COALESCE(current_setting('portcullis.lifted', TRUE), '') <> ''
    THEN RAISE EXCEPTION 'left over'; END IF; END $$";

#[tokio::test]
async fn the_settings_vanish_with_the_transaction() {
    let roles = prepared().await;
    let database = portcullis::Database::connect(&roles.app).await.unwrap();
    let app = app().database(database.clone()).row_level_security(portcullis::RowSecurity::Required);
    let server = portcullis_tests::Server::start(app).await;
    let (alice, admin) = (alice(), minted(9, &[Admin], |token| token));
    let mut watching = PgConnection::connect(&roles.admin).await.unwrap();
    let name = &roles.app_name;
    let open = format!("SELECT count(*) FROM pg_stat_activity WHERE usename = '{name}'");
    let changed = json!({ "item": "lamp", "amount": 6 });
    let refused = json!({ "item": "lamp", "amount": -1 });
    for (method, path, token, body, status) in [
        (Method::GET, "/orders/1", &alice, None, 200),
        (Method::PATCH, "/orders/1", &alice, Some(changed), 200),
        // After an error, alone and in a transaction with others.
        (Method::PATCH, "/orders/1", &alice, Some(refused), 409),
        (Method::POST, "/orders/1/items", &alice, Some(json!({ "name": "cord" })), 201),
        (Method::POST, "/purge", &admin, None, 200),
        (Method::POST, "/broken", &admin, None, 500),
    ] {
        let answer = server.send(method, path, token, body).await;
        assert_eq!(answer.status, status, "{path} {answer:?}");
        // The request's was one of those that are open; each is looked at once.
        let open: i64 =
            sqlx::query_scalar(AssertSqlSafe(open.clone())).fetch_one(&mut watching).await.unwrap();
        for _ in 0..open {
            database.run_script(LEFT_OVER).await.unwrap();
        }
        server.get("/orders", &alice).await;
    }
    // After a client that left in the middle of a statement for which everything was lifted.
    for wait in [0, 100, 600] {
        let leaving =
            server.request(Method::POST, "/slow").bearer_auth(&admin).timeout(Duration::from_millis(150));
        assert!(leaving.send().await.unwrap_err().is_timeout());
        tokio::time::sleep(Duration::from_millis(wait)).await;
        for _ in 0..3 {
            database.run_script(LEFT_OVER).await.unwrap();
        }
        server.get("/orders/2", &alice).await.assert_problem(404);
    }
}

#[tokio::test]
async fn the_settings_are_not_the_sessions() {
    let roles = prepared().await;
    let mut app = PgConnection::connect(&roles.app).await.unwrap();
    for ends in ["COMMIT", "ROLLBACK"] {
        execute(&mut app, "BEGIN").await.unwrap();
        execute(&mut app, &told("2", "*")).await.unwrap();
        assert_eq!(count(&mut app, "orders").await, 2);
        execute(&mut app, ends).await.unwrap();
        assert_eq!(count(&mut app, "orders").await, 0, "{ends}");
    }
    execute(&mut app, "BEGIN").await.unwrap();
    execute(&mut app, &told("2", "*")).await.unwrap();
    assert!(execute(&mut app, "SELECT 1 / 0").await.is_err());
    execute(&mut app, "ROLLBACK").await.unwrap();
    assert_eq!(count(&mut app, "orders").await, 0);
    drop(served(&roles).await);
}
