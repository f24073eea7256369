//! Two users and every verb: with both locks, everything is as with the first alone.

use portcullis_tests::{Answer, Server};
use reqwest::Method;
use serde_json::{Value, json};

use super::routes::Role::{Admin, Customer, Support};
use super::routes::{alice, app, bob, minted};
use super::{prepared, served};

/// One member of each row of a page.
fn listed(page: &Answer, member: &str) -> Vec<Value> {
    assert_eq!(page.status, 200, "{page:?}");
    page.json()["items"].as_array().unwrap().iter().map(|row| row[member].clone()).collect()
}

async fn patch(server: &Server, path: &str, token: &str, body: Value) -> Answer {
    server.send(Method::PATCH, path, token, Some(body)).await
}

async fn put(server: &Server, path: &str, token: &str, body: Value) -> Answer {
    server.send(Method::PUT, path, token, Some(body)).await
}

async fn post(server: &Server, path: &str, token: &str) -> Answer {
    server.send(Method::POST, path, token, None).await
}

fn admin() -> String {
    minted(9, &[Admin], |token| token)
}

#[tokio::test]
async fn rows_of_an_owner() {
    let roles = prepared().await;
    let server = served(&roles).await;
    let (alice, bob) = (alice(), bob());
    let lamp = json!({ "item": "lamp", "amount": 6 });
    assert_eq!(listed(&server.get("/orders", &alice).await, "item"), ["lamp"]);
    assert_eq!(listed(&server.get("/orders", &bob).await, "item"), ["book"]);
    assert_eq!(server.get("/orders/1", &alice).await.json()["amount"], 5);
    server.get("/orders/1", &bob).await.assert_problem(404);
    patch(&server, "/orders/1", &bob, lamp.clone()).await.assert_problem(404);
    server.send(Method::DELETE, "/orders/1", &bob, None).await.assert_problem(404);
    let changed = patch(&server, "/orders/1", &alice, lamp.clone()).await;
    assert_eq!((changed.status, changed.json()["version"].clone()), (200, json!(2)), "{changed:?}");
    let made = server.post("/orders", &bob, lamp.clone()).await;
    assert_eq!((made.status, made.json()["user_id"].clone()), (201, json!(2)), "{made:?}");
    server.post("/orders", &bob, lamp.clone()).await.assert_problem(409);
    let kept = put(&server, "/orders", &bob, json!({ "item": "lamp", "amount": 8 })).await;
    assert_eq!(
        (kept.json()["id"].clone(), kept.json()["amount"].clone()),
        (made.json()["id"].clone(), json!(8)),
        "{kept:?}"
    );
    assert_eq!(server.send(Method::DELETE, "/orders/1", &alice, None).await.status, 204);
    // What leads from it went with it, although its policies would not show it any more.
    assert_eq!(listed(&server.get("/every/item", &admin()).await, "name"), ["page"]);
}

#[tokio::test]
async fn rows_that_a_role_or_a_route_lifts() {
    let roles = prepared().await;
    let server = served(&roles).await;
    let support = minted(3, &[Support], |token| token);
    assert_eq!(server.get("/orders/1", &support).await.json()["user_id"], 1);
    let changed = patch(&server, "/orders/1", &admin(), json!({ "item": "lamp", "amount": 1 })).await;
    assert_eq!((changed.status, changed.json()["user_id"].clone()), (200, json!(1)), "{changed:?}");
    assert_eq!(listed(&server.get("/every/order", &admin()).await, "user_id").len(), 2);
    let made = server.post("/every/order/1", &admin(), json!({ "item": "pen", "amount": 1 })).await;
    assert_eq!((made.status, made.json()["user_id"].clone()), (201, json!(1)), "{made:?}");
    let touched = post(&server, "/purge", &admin()).await;
    assert_eq!(touched.json()["told"], 3, "{touched:?}");
}

#[tokio::test]
async fn rows_below_others() {
    let roles = prepared().await;
    let server = served(&roles).await;
    let (alice, bob) = (alice(), bob());
    assert_eq!(listed(&server.get("/items", &alice).await, "name"), ["bulb"]);
    let cord = json!({ "name": "cord" });
    assert_eq!(server.post("/orders/1/items", &alice, cord.clone()).await.status, 201);
    server.post("/orders/1/items", &bob, cord.clone()).await.assert_problem(404);
    patch(&server, "/items/1", &bob, cord.clone()).await.assert_problem(404);
    assert_eq!(patch(&server, "/items/1", &alice, json!({ "name": "led" })).await.status, 200);
    assert_eq!(listed(&server.get("/every/item", &admin()).await, "name").len(), 3);
    server.post("/shipments", &bob, json!({ "order_id": 1 })).await.assert_problem(404);
    assert_eq!(server.post("/shipments", &bob, json!({ "order_id": 2 })).await.status, 201);
    let report = server.get("/report", &alice).await;
    assert_eq!(report.json(), json!([{ "item": "lamp", "total": 2 }]), "{report:?}");
}

#[tokio::test]
async fn rows_that_are_granted() {
    let roles = prepared().await;
    let server = served(&roles).await;
    let (alice, bob) = (alice(), bob());
    let theirs = json!({ "text": "theirs" });
    server.get("/documents/1", &bob).await.assert_problem(404);
    post(&server, "/documents/1/read/2", &bob).await.assert_problem(404);
    assert_eq!(post(&server, "/documents/1/read/2", &alice).await.status, 204);
    assert_eq!(server.get("/documents/1", &bob).await.status, 200);
    assert_eq!(listed(&server.get("/documents", &bob).await, "id"), [1, 2]);
    assert_eq!(listed(&server.get("/pages", &bob).await, "id"), [1, 2]);
    patch(&server, "/documents/1", &bob, theirs.clone()).await.assert_problem(404);
    server.post("/documents/1/pages", &bob, theirs.clone()).await.assert_problem(404);
    // The level of a grant that there is; who has it does not pass it on.
    assert_eq!(post(&server, "/documents/1/edit/2", &alice).await.status, 204);
    let changed = patch(&server, "/documents/1", &bob, theirs.clone()).await;
    assert_eq!((changed.status, changed.json()["author"].clone()), (200, json!(1)), "{changed:?}");
    assert_eq!(server.post("/documents/1/pages", &bob, theirs.clone()).await.status, 201);
    post(&server, "/documents/1/read/3", &bob).await.assert_problem(404);
    assert_eq!(server.get("/documents/1/readers", &alice).await.json()["told"], 2);
    assert_eq!(server.get("/documents/1/readers", &bob).await.json()["told"], 0);
    post(&server, "/documents/1/none/2", &bob).await.assert_problem(404);
    assert_eq!(post(&server, "/documents/1/none/2", &alice).await.status, 204);
    server.get("/documents/1", &bob).await.assert_problem(404);
}

#[tokio::test]
async fn rows_of_an_organisation() {
    let roles = prepared().await;
    let server = served(&roles).await;
    let of = |subject, role, tenant: &str| minted(subject, &[role], |token| token.tenant(tenant));
    let (red, blue) = (of(1, Customer, "red"), of(1, Customer, "blue"));
    assert_eq!(listed(&server.get("/projects", &red).await, "name"), ["hers"]);
    assert_eq!(listed(&server.get("/projects", &blue).await, "name"), ["hers too"]);
    server.get("/projects", &alice()).await.assert_problem(404);
    let made = server.post("/projects", &red, json!({ "name": "new" })).await;
    assert_eq!((made.status, made.json()["org"].clone()), (201, json!("red")), "{made:?}");
    // Hers, of the other organisation: the policy refuses where the statement alone would have changed nothing.
    put(&server, "/projects", &red, json!({ "name": "hers too" })).await.assert_problem(404);
    assert_eq!(put(&server, "/projects", &blue, json!({ "name": "hers too" })).await.status, 200);
    assert_eq!(listed(&server.get("/tasks", &red).await, "title"), ["hers"]);
    let admin = of(9, Admin, "red");
    assert_eq!(listed(&server.get("/every/project", &admin).await, "name"), ["hers", "his", "new"]);
    assert_eq!(listed(&server.get("/every/task", &admin).await, "title"), ["hers", "his"]);
    assert_eq!(listed(&server.get("/whole/project", &admin).await, "name").len(), 4);
}

#[tokio::test]
async fn rows_that_are_public_or_nobodys() {
    let roles = prepared().await;
    let server = served(&roles).await;
    assert_eq!(listed(&server.get("/posts", "").await, "text"), ["news"]);
    assert_eq!(listed(&server.get("/posts", &bob()).await, "text"), ["news"]);
    assert_eq!(listed(&server.get("/my/posts", &bob()).await, "text"), ["draft"]);
    assert_eq!(server.post("/messages", "", json!({ "text": "new" })).await.status, 204);
    assert_eq!(listed(&server.get("/every/message", &admin()).await, "text"), ["told", "new"]);
}

#[tokio::test]
async fn rows_with_other_owners() {
    let roles = prepared().await;
    let server = served(&roles).await;
    let (alice, bob) = (alice(), bob());
    assert_eq!(server.get("/profile", &alice).await.json()["name"], "Alice");
    server.get("/profile", &bob).await.assert_problem(404);
    for name in ["Bob", "Robert"] {
        let kept = put(&server, "/profile", &bob, json!({ "name": name })).await;
        assert_eq!((kept.status, kept.json()["name"].clone()), (200, json!(name)), "{kept:?}");
    }
    assert_eq!(listed(&server.get("/deals", &bob).await, "text"), ["his"]);
    assert_eq!(server.post("/deals/2", &alice, json!({ "text": "ours" })).await.status, 201);
    assert_eq!(listed(&server.get("/deals", &bob).await, "text"), ["his", "ours"]);
    let with = |claim: &str, value: Value| minted(1, &[Customer], |token| token.claim(claim, value));
    for team in [json!(10), json!("10")] {
        assert_eq!(listed(&server.get("/rooms", &with("team", team)).await, "text"), ["hers"]);
    }
    server.get("/rooms", &with("team", json!([10]))).await.assert_problem(404);
    let teams = with("teams", json!(["red", "green"]));
    assert_eq!(listed(&server.get("/notes", &teams).await, "text"), ["hers"]);
    assert_eq!(server.post("/notes/green", &teams, json!({ "text": "new" })).await.status, 201);
    server.post("/notes/blue", &teams, json!({ "text": "new" })).await.assert_problem(404);
    server.get("/notes", &with("teams", json!("red"))).await.assert_problem(404);
}

#[tokio::test]
async fn names_and_owners_of_every_form() {
    let roles = prepared().await;
    let server = served(&roles).await;
    let (alice, customer) = (alice(), |subject: &str| minted(subject, &[Customer], |token| token));
    for path in ["/groups", "/choices", "/tickets", "/letters"] {
        assert_eq!(listed(&server.get(path, &alice).await, "id"), [1], "{path}");
    }
    for (subject, letters) in [("o'Brien, \"ü\" \\ *", json!([3])), ("*", json!([4])), ("o'Brien", json!([]))]
    {
        let found = listed(&server.get("/letters", &customer(subject)).await, "id");
        assert_eq!(json!(found), letters, "{subject}");
    }
    let holder = "0000000b-0000-4000-8000-000000000001";
    assert_eq!(listed(&server.get("/cards", &customer(holder)).await, "id").len(), 1);
    server.get("/cards", &customer(&holder.to_uppercase())).await.assert_problem(404);
    // A row that nobody owns is for those for whom the owner is lifted.
    assert_eq!(listed(&server.get("/tickets", &admin()).await, "id"), [1, 2, 3]);
}

/// What PostgreSQL cannot hold is not told to it.
#[tokio::test]
async fn claims_of_any_form_fail_no_statement() {
    let roles = prepared().await;
    let server = served(&roles).await;
    for claim in [json!("a\0b"), json!({ "\0": 1 }), json!(["\0"]), json!(1e300), json!(null)] {
        let odd =
            minted(1, &[Customer], |token| token.claim("team", claim.clone()).claim("other", claim.clone()));
        assert_eq!(server.get("/orders/1", &odd).await.status, 200, "{claim}");
        server.get("/rooms", &odd).await.assert_problem(404);
    }
    for subject in ["1\0", "'", "1,orders", "*", "\\"] {
        let odd = portcullis::identity::TokenRequest::new(subject).roles([Customer]);
        let odd = portcullis_tests::issuer().mint(&odd).unwrap().reveal().to_owned();
        // That of no possible subject is no token.
        let status = if subject.contains('\0') { 401 } else { 404 };
        server.get("/orders/1", &odd).await.assert_problem(status);
    }
}

#[tokio::test]
async fn jobs() {
    let roles = prepared().await;
    let database = portcullis::Database::connect(&roles.app).await.unwrap();
    let mut app = app().database(database).row_level_security(portcullis::RowSecurity::Required);
    let system = app.system("a test of jobs");
    let _ready = app.build().await.unwrap();
    let all = system.all::<super::tables::Order>().unwrap();
    assert_eq!(all.rows().count().await.unwrap(), 2);
    let tasks = system.all::<super::tables::Task>().unwrap();
    assert_eq!(tasks.rows().count().await.unwrap(), 3);
    let of_bob = system.acting_for(2).own::<super::tables::Order>().unwrap();
    assert_eq!(of_bob.rows().count().await.unwrap(), 1);
    assert!(of_bob.rows().delete(&1).await.is_err());
    of_bob.rows().delete(&2).await.unwrap();
    assert_eq!(all.rows().count().await.unwrap(), 1);
}
