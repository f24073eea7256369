//! SQL by hand over rows that are reached: whatever the author writes and the client sends, only those, and not even by an error.

use portcullis::prelude::*;
use portcullis_tests::shop::Role;
use portcullis_tests::{Answer, Engine, Server, issuer, on_both, token};
use serde_json::{Value, json};

on_both!(
    errors_tell_nothing_of_other_rows,
    every_kind_of_select_holds_ones_own_rows_alone,
    values_are_values,
);

/// An order.
#[derive(Resource, Expose)]
#[resource(table = "orders", owner = "user_id")]
struct Order {
    id: i64,
    user_id: i64,
    item: String,
    quantity: i64,
}

/// An item of an order.
#[derive(Resource, Expose)]
#[resource(table = "items", owner = "order.user_id")]
struct Item {
    id: i64,
    #[resource(parent = Order)]
    order_id: i64,
    name: String,
}

#[derive(Record, Expose)]
struct Line {
    id: i64,
    item: String,
}

#[derive(Record, Expose)]
struct Total {
    total: i64,
}

#[secure_input]
struct Text200 {
    #[validate(length(max = 60000))]
    q: String,
}

#[secure_input]
struct Number {
    n: i64,
}

#[secure_route(post = "/like", authenticated, owns = "orders.user_id")]
async fn like(orders: OwnedSet<Order>, asked: Valid<Json<Text200>>) -> Result<Json<Vec<Line>>, Problem> {
    let lines = owned_sql!(
        orders: Order; "SELECT id, item FROM orders WHERE item LIKE $1 ORDER BY id", &asked.q
    );
    Ok(Json(lines.all().await?))
}

#[secure_route(get = "/plus", authenticated, owns = "orders.user_id")]
async fn plus(orders: OwnedSet<Order>, asked: Valid<Query<Number>>) -> Result<Json<Vec<Line>>, Problem> {
    let lines = owned_sql!(
        orders: Order; "SELECT id, item FROM orders WHERE (quantity + $1) IS NOT NULL ORDER BY id", asked.n
    );
    Ok(Json(lines.all().await?))
}

#[secure_route(get = "/divide", authenticated, owns = ["orders.user_id", "items.order.user_id"])]
async fn divide(
    orders: OwnedSet<Order>,
    items: OwnedSet<Item>,
    asked: Valid<Query<Number>>,
) -> Result<Json<Total>, Problem> {
    let total = owned_sql!(
        orders: Order, items: Item;
        "SELECT COUNT(*) AS total FROM orders JOIN items ON items.order_id = orders.id
         WHERE 100 / (orders.quantity - $1) < 1000 AND abs(orders.quantity - $1) >= 0",
        asked.n
    );
    Ok(Json(total.one().await?))
}

#[secure_route(get = "/between", authenticated, owns = "orders.user_id")]
async fn between(orders: OwnedSet<Order>, asked: Valid<Query<Number>>) -> Result<Json<Total>, Problem> {
    let total = owned_sql!(
        orders: Order;
        "SELECT COUNT(*) AS total FROM orders WHERE quantity BETWEEN 1 AND 900 AND abs($1 - quantity) > 5",
        asked.n
    );
    Ok(Json(total.one().await?))
}

#[secure_route(get = "/every-kind", authenticated, owns = ["orders.user_id", "items.order.user_id"])]
async fn every_kind(orders: OwnedSet<Order>, items: OwnedSet<Item>) -> Result<Json<Vec<Total>>, Problem> {
    let union = owned_sql!(
        orders: Order, items: Item;
        "SELECT id AS total FROM orders WHERE 1 = 1 OR user_id <> 0
         UNION SELECT id FROM items
         UNION ALL SELECT COUNT(*) FROM orders
         ORDER BY total"
    );
    let nested = owned_sql!(
        orders: Order, items: Item;
        "WITH mine AS (SELECT id, quantity FROM orders)
         SELECT mine.id + (SELECT COUNT(*) FROM items WHERE items.order_id <> mine.id OR 1 = 1) AS total
         FROM mine WHERE EXISTS (SELECT 1 FROM orders AS o WHERE o.id >= mine.id) OR NOT EXISTS (SELECT 1 FROM items)
         ORDER BY total"
    );
    let outer = owned_sql!(
        orders: Order, items: Item;
        "SELECT COUNT(*) OVER () AS total FROM items LEFT JOIN orders ON orders.id = items.order_id OR 1 = 1
         ORDER BY items.id, orders.id"
    );
    let mut all: Vec<Total> = union.all().await?;
    all.extend(nested.all::<Total>().await?);
    all.extend(outer.all::<Total>().await?);
    Ok(Json(all))
}

// So many rows on SQLite and so few on PostgreSQL that each, left to itself, would ask the author's conditions first.
const TABLES: Script = Script {
    sqlite: "
        CREATE TABLE orders (
            id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, item TEXT NOT NULL, quantity INTEGER NOT NULL);
        CREATE INDEX of_quantity ON orders (quantity, item);
        CREATE TABLE items (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders, name TEXT NOT NULL);
        INSERT INTO orders VALUES (1, 1, 'sixty chairs', 60), (2, 2, 'a pen', 1), (3, 1, 'a lamp', 9223372036854775000);
        INSERT INTO items VALUES (11, 1, 'hers'), (12, 2, 'his'), (13, 3, 'hers');
        WITH RECURSIVE n (n) AS (SELECT 1000 UNION ALL SELECT n + 1 FROM n WHERE n < 4000)
        INSERT INTO orders SELECT n, 9, 'x', 5000 FROM n;
        ANALYZE;",
    postgres: "
        CREATE TABLE orders (
            id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL, item TEXT NOT NULL, quantity BIGINT NOT NULL);
        CREATE INDEX of_user ON orders (user_id); CREATE INDEX of_quantity ON orders (quantity, item);
        CREATE TABLE items (id BIGINT PRIMARY KEY, order_id BIGINT NOT NULL REFERENCES orders, name TEXT NOT NULL);
        INSERT INTO orders VALUES (1, 1, 'sixty chairs', 60), (2, 2, 'a pen', 1), (3, 1, 'a lamp', 9223372036854775000);
        INSERT INTO items VALUES (11, 1, 'hers'), (12, 2, 'his'), (13, 3, 'hers');
        ANALYZE;",
};

async fn server(engine: Engine) -> Server {
    let database = Database::connect(&engine.url().await).await.unwrap();
    database.run_script(TABLES).await.unwrap();
    let app = App::new(Environment::Production)
        .client_ip(ClientIpSource::socket())
        .default_quota(1_000_000, Per::Minute)
        .roles::<Role>()
        .database(database)
        .issuer(issuer())
        .mount(routes![like, plus, divide, between, every_kind]);
    Server::start(app).await
}

/// Bob asks so that an error would come of a row of Alice's, and of none of his.
async fn errors_tell_nothing_of_other_rows(engine: Engine) {
    let server = server(engine).await;
    let bob = token(2, &[]);
    let empty = json!([]);
    // A pattern that ends in an escape is an error where a text goes on as far.
    for q in ["sixty \\", "sixtx \\", "a lamp \\", "s\\", "%chairs\\"] {
        let answer = server.post("/like", &bob, json!({ "q": q })).await;
        assert_eq!((answer.status, answer.json()), (200, empty.clone()), "{q} {answer:?}");
    }
    let huge = format!("%{}", "_%".repeat(26_000));
    let answer = server.post("/like", &bob, json!({ "q": huge })).await;
    assert!([200, 413, 422].contains(&answer.status), "{answer:?}");
    // The sum with Alice's largest overflows, the sum with his does not.
    for n in ["9223372036854775000", "1000", "9223372036854775806"] {
        let answer = server.get(&format!("/plus?n={n}"), &bob).await;
        assert_eq!(answer.json(), json!([{ "id": 2, "item": "a pen" }]), "{n} {answer:?}");
    }
    // A division by zero at the quantity that she has.
    for n in [60, 59, 0, 61] {
        let answer = server.get(&format!("/divide?n={n}"), &bob).await;
        assert_eq!(answer.json(), json!({ "total": 1 }), "{n} {answer:?}");
    }
    // The smallest number has no absolute value: reached where the difference to her quantity is that.
    for n in [i64::MIN + 60, i64::MIN + 61, i64::MIN + 900] {
        let answer = server.get(&format!("/between?n={n}"), &bob).await;
        assert_eq!(answer.json(), json!({ "total": 1 }), "{n} {answer:?}");
    }
}

/// An error of one's own row is one's own, and says nothing.
async fn values_are_values(engine: Engine) {
    let server = server(engine).await;
    let (alice, bob) = (token(1, &[]), token(2, &[]));
    let own = |answer: Answer| {
        // SQLite goes over to floating point where PostgreSQL refuses.
        assert!([200, 422].contains(&answer.status), "{answer:?}");
        assert!(!answer.text.contains("overflow") && !answer.text.contains("range"), "{answer:?}");
        answer
    };
    own(server.get("/plus?n=1000", &alice).await);
    let overflow = own(server.get(&format!("/between?n={}", i64::MIN + 1), &bob).await);
    assert_eq!(overflow.json()["errors"], json!([{ "field": "", "rule": "value" }]), "{overflow:?}");
    for q in ["' OR 1=1 --", "\" OR \"1\"=\"1", "$1", "?", "sixty chairs'; DROP TABLE orders; --"] {
        let answer = server.post("/like", &bob, json!({ "q": q })).await;
        assert_eq!((answer.status, answer.json()), (200, json!([])), "{q}");
    }
}

async fn every_kind_of_select_holds_ones_own_rows_alone(engine: Engine) {
    let server = server(engine).await;
    let totals = |answer: &Value| {
        answer.as_array().unwrap().iter().map(|row| row["total"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    let bob = server.get("/every-kind", &token(2, &[])).await.json();
    // His order and item, one order; his order and the one item; one item beside one order.
    assert_eq!(totals(&bob), [1, 2, 12, 3, 1], "{bob}");
    let alice = server.get("/every-kind", &token(1, &[])).await.json();
    assert_eq!(totals(&alice), [1, 2, 3, 11, 13, 3, 5, 4, 4, 4, 4], "{alice}");
    let nobody = server.get("/every-kind", &token(7, &[])).await.json();
    assert_eq!(totals(&nobody), [0], "{nobody}");
}
