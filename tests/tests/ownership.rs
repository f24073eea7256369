//! Two users who want each other's rows, by every verb.

use portcullis_tests::shop::Role::{Admin, Customer, Support};
use portcullis_tests::{Engine, Server, on_both, token};
use reqwest::Method;
use serde_json::{Value, json};

on_both!(
    another_ones_row_is_the_row_that_does_not_exist,
    ones_own_row_is_read_changed_and_deleted,
    lists_and_counts_hold_ones_own_rows_alone,
    an_insert_belongs_to_the_caller,
    the_owner_is_lifted_for_the_role_alone,
    the_bare_form_enforces_its_role_and_its_owner,
    a_pair_must_be_owned_as_a_whole,
    ids_and_subjects_print_back_to_their_own_text,
);

/// Everything that a verb could do to an order, and what it needs to be tried.
const ATTACKS: [(&str, &str); 8] = [
    ("GET", "/orders/{id}"),
    ("HEAD", "/orders/{id}"),
    ("PATCH", "/orders/{id}"),
    ("DELETE", "/orders/{id}"),
    ("POST", "/set/{id}/get"),
    ("POST", "/set/{id}/update"),
    ("POST", "/set/{id}/delete"),
    ("POST", "/pairs/{id}/3"),
];

async fn attack(
    server: &Server,
    (method, path): (&str, &str),
    id: &str,
    token: &str,
) -> portcullis_tests::Answer {
    let method: Method = method.parse().unwrap();
    let body = (method != Method::GET && method != Method::HEAD).then(|| json!({ "item": "stolen" }));
    server.send(method, &path.replace("{id}", id), token, body).await
}

async fn everything(server: &Server) -> Value {
    server.get("/every", &token(9, &[Admin])).await.json()
}

async fn another_ones_row_is_the_row_that_does_not_exist(engine: Engine) {
    let server = Server::shop(engine).await;
    let bob = token(2, &[Customer]);
    let before = everything(&server).await;
    for verb in ATTACKS {
        let foreign = attack(&server, verb, "1", &bob).await;
        let absent = attack(&server, verb, "999", &bob).await;
        assert_eq!(foreign.status, 404, "{verb:?} {foreign:?}");
        if verb.0 == "HEAD" {
            assert!(foreign.text.is_empty());
        } else {
            foreign.assert_problem(404);
            assert_eq!(foreign.comparable(), absent.comparable(), "{verb:?}");
        }
        let names = |answer: &portcullis_tests::Answer| {
            answer.headers.keys().map(|name| name.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(names(&foreign), names(&absent), "{verb:?}");
    }
    assert_eq!(everything(&server).await, before, "nothing was written");
}

async fn ones_own_row_is_read_changed_and_deleted(engine: Engine) {
    let server = Server::shop(engine).await;
    let alice = token(1, &[Customer]);
    let order = server.get("/orders/1", &alice).await;
    assert_eq!(order.status, 200, "{order:?}");
    assert_eq!(order.json(), json!({ "id": 1, "user_id": 1, "item": "lamp" }));
    let changed = server.send(Method::PATCH, "/orders/1", &alice, Some(json!({ "item": "new lamp" }))).await;
    assert_eq!(changed.json()["item"], "new lamp");
    let deleted = server.send(Method::DELETE, "/orders/1", &alice, None).await;
    assert_eq!((deleted.status, deleted.text.as_str()), (204, ""));
    server.get("/orders/1", &alice).await.assert_problem(404);
}

async fn lists_and_counts_hold_ones_own_rows_alone(engine: Engine) {
    let server = Server::shop(engine).await;
    let (alice, bob) = (token(1, &[Customer]), token(2, &[Customer]));
    let ids = |page: &Value| {
        page["items"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect::<Vec<_>>()
    };
    let first = server.get("/orders?limit=2", &alice).await.json();
    assert_eq!(ids(&first), vec![json!(1), json!(2)]);
    let next = first["next"].as_str().unwrap();
    let second = server.get(&format!("/orders?limit=2&after={next}"), &alice).await.json();
    assert_eq!((ids(&second), second["next"].clone()), (vec![json!(4)], Value::Null));
    // Bob would go on where Alice's page ended: her cursor is none of his.
    server.get(&format!("/orders?after={next}"), &bob).await.assert_problem(422);
    assert_eq!(ids(&server.get("/orders", &bob).await.json()), vec![json!(3)]);
    assert_eq!(server.get("/count", &alice).await.json()["count"], 3);
    assert_eq!(server.get("/count", &bob).await.json()["count"], 1);
    assert_eq!(server.get("/count", &token(7, &[Customer])).await.json()["count"], 0);
}

async fn an_insert_belongs_to_the_caller(engine: Engine) {
    let server = Server::shop(engine).await;
    let bob = token(2, &[Customer]);
    let made = server.post("/orders", &bob, json!({ "item": "pen" })).await;
    assert_eq!((made.status, made.json()["user_id"].clone()), (201, json!(2)), "{made:?}");
    for field in ["user_id", "id", "risk_score", "internal_note"] {
        let refused = server.post("/orders", &bob, json!({ "item": "pencil", field: 1 })).await;
        refused.assert_problem(422);
        assert_eq!(refused.json()["errors"], json!([{ "field": field, "rule": "unknown_field" }]));
    }
    // What another has is free; what one has oneself is taken.
    assert_eq!(server.post("/orders", &bob, json!({ "item": "lamp" })).await.status, 201);
    let taken = server.post("/orders", &bob, json!({ "item": "book" })).await;
    taken.assert_problem(409);
    assert!(!taken.text.contains("book") && !taken.text.contains("UNIQUE"), "{taken:?}");
    let checked = server.post("/orders", &bob, json!({ "item": "fifteen letters" })).await;
    assert_eq!(checked.comparable(), taken.comparable(), "every refusal by the schema is one answer");
}

async fn the_owner_is_lifted_for_the_role_alone(engine: Engine) {
    let server = Server::shop(engine).await;
    let support = token(3, &[Support]);
    let seen = server.get("/orders/1", &support).await;
    assert_eq!(seen.json(), json!({ "id": 1, "user_id": 1, "item": "lamp", "risk_score": 5 }));
    assert!(!seen.text.contains("SECRETNOTE"));
    // Admin includes support; holding both customer and support lifts too.
    assert_eq!(server.get("/orders/3", &token(4, &[Admin])).await.json()["risk_score"], 5);
    // The lift is of that route alone.
    let both = token(1, &[Customer, Support]);
    assert_eq!(server.get("/orders/3", &both).await.status, 200);
    server.send(Method::PATCH, "/orders/3", &both, Some(json!({ "item": "mine" }))).await.assert_problem(404);
    assert_eq!(server.post("/judge/1", &support, json!(null)).await.json()["risk_score"], 99);
    server.post("/judge/1", &token(1, &[Customer]), json!(null)).await.assert_problem(403);
    server.get("/every", &support).await.assert_problem(403);
}

async fn the_bare_form_enforces_its_role_and_its_owner(engine: Engine) {
    let server = Server::shop(engine).await;
    let post = |who: String, id: i64| {
        let server = &server;
        async move { server.send(Method::POST, &format!("/bare/{id}"), &who, None).await }
    };
    post(String::new(), 1).await.assert_problem(401);
    post(token(1, &[Customer]), 1).await.assert_problem(404);
    post(token(2, &[Admin]), 1).await.assert_problem(404);
    assert_eq!(server.get("/orders/1", &token(1, &[Customer])).await.status, 200);
    post(token(1, &[Admin]), 1).await.assert_problem(409);
    server.get("/orders/1", &token(1, &[Customer])).await.assert_problem(404);
}

async fn a_pair_must_be_owned_as_a_whole(engine: Engine) {
    let server = Server::shop(engine).await;
    let before = everything(&server).await;
    let alice = token(1, &[Customer]);
    for path in ["/pairs/1/3", "/pairs/3/1", "/pairs/3/3", "/pairs/1/999"] {
        server.send(Method::POST, path, &alice, None).await.assert_problem(404);
    }
    assert_eq!(everything(&server).await, before);
    assert_eq!(server.send(Method::POST, "/pairs/1/2", &alice, None).await.json()["id"], 2);
}

async fn ids_and_subjects_print_back_to_their_own_text(engine: Engine) {
    let server = Server::shop(engine).await;
    for subject in ["+1", "01", " 1", "1 ", "1.0", "0x1", "١", "1e0", "9223372036854775808", "-1", "alice"] {
        let token = token(subject, &[Customer]);
        assert_eq!(server.get("/orders/1", &token).await.status, 404, "{subject}");
        assert_ne!(server.get("/orders", &token).await.json()["items"], json!([1]), "{subject}");
    }
    let alice = token(1, &[Customer]);
    for id in [
        "+1",
        "01",
        "1.0",
        "%201",
        "1%20",
        "0x1",
        "1e0",
        "%D9%A1",
        "-1",
        "1%2F",
        "1%00",
        "9223372036854775808",
        "1;",
        "1,2",
    ] {
        let answer = server.get(&format!("/orders/{id}"), &alice).await;
        assert!([400, 404].contains(&answer.status), "{id} {answer:?}");
    }
    // Texts as ids and owners.
    assert_eq!(server.get("/documents/plan", &token("alice", &[])).await.json()["text"], "hers");
    for stranger in ["bob", "Alice", "alice ", "%", "_lice", "alice' OR '1'='1", "author"] {
        server.get("/documents/plan", &token(stranger, &[])).await.assert_problem(404);
    }
    let injected = server.get("/documents/plan'%20OR%20'1'='1", &token("alice", &[])).await;
    injected.assert_problem(404);
}
